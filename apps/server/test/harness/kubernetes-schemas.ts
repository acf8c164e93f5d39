import { ServiceMonitor, type IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { validate as deployment } from "kubernetes-models/_schemas/IoK8sApiAppsV1Deployment";
import { validate as statefulSet } from "kubernetes-models/_schemas/IoK8sApiAppsV1StatefulSet";
import { validate as configMap } from "kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap";
import { validate as namespace } from "kubernetes-models/_schemas/IoK8sApiCoreV1Namespace";
import { validate as persistentVolumeClaim } from "kubernetes-models/_schemas/IoK8sApiCoreV1PersistentVolumeClaim";
import { validate as serviceAccount } from "kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount";
import { validate as secret } from "kubernetes-models/_schemas/IoK8sApiCoreV1Secret";
import { validate as service } from "kubernetes-models/_schemas/IoK8sApiCoreV1Service";
import { validate as ingress } from "kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress";
import { validate as networkPolicy } from "kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy";
import { validate as role } from "kubernetes-models/_schemas/IoK8sApiRbacV1Role";
import { validate as roleBinding } from "kubernetes-models/_schemas/IoK8sApiRbacV1RoleBinding";
import { validate as podDisruptionBudget } from "kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget";
import { parseAllDocuments } from "yaml";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** A schema of Kubernetes, compiled. Leaves what it found wrong in `errors`. */
type Validate = ((data: unknown) => boolean) & { errors?: unknown };

/** The Prometheus operator's schemas come as classes. @throws when a field is missing or holds what it must not. */
const serviceMonitor: Validate = (data) => {
  new ServiceMonitor(data as IServiceMonitor).validate();
  return true;
};

/** Every kind of object that our manifests may hold. */
const SCHEMAS: Readonly<Record<string, Validate>> = {
  "apps/v1 Deployment": deployment,
  "apps/v1 StatefulSet": statefulSet,
  "monitoring.coreos.com/v1 ServiceMonitor": serviceMonitor,
  "networking.k8s.io/v1 Ingress": ingress,
  "networking.k8s.io/v1 NetworkPolicy": networkPolicy,
  "policy/v1 PodDisruptionBudget": podDisruptionBudget,
  "rbac.authorization.k8s.io/v1 Role": role,
  "rbac.authorization.k8s.io/v1 RoleBinding": roleBinding,
  "v1 ConfigMap": configMap,
  "v1 Namespace": namespace,
  "v1 PersistentVolumeClaim": persistentVolumeClaim,
  "v1 Secret": secret,
  "v1 Service": service,
  "v1 ServiceAccount": serviceAccount,
};

/** Reads the objects of a YAML text. @throws when it is not YAML, or names a field twice. Kubernetes reads YAML 1.1. */
export function readManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { uniqueKeys: true, version: "1.1" }).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const manifest = document.toJS() as Manifest | null;
    return manifest === null ? [] : [manifest];
  });
}

/**
 * Checks an object against the schema that Kubernetes publishes for its kind.
 * @returns the fields that the schema does not know: Kubernetes would drop them without a word
 * @throws when a field is missing or holds what it must not
 */
export function checkManifest(manifest: Manifest): string[] {
  const kind = `${manifest.apiVersion} ${manifest.kind}`;
  const validate = SCHEMAS[kind];
  if (validate === undefined) throw new Error(`no schema for ${kind}`);
  const read = new Set<string>();
  if (!validate(watched(manifest, "", read))) throw new Error(`${kind}: ${JSON.stringify(validate.errors)}`);
  return paths(manifest, "").filter((path) => !read.has(path));
}

/** Notes every field that is looked at: a validator looks at exactly those its schema has. */
function watched(value: object, path: string, read: Set<string>): object {
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key !== "string" || !Object.hasOwn(target, key)) return found;
      read.add(`${path}/${key}`);
      return typeof found === "object" && found !== null ? watched(found, `${path}/${key}`, read) : found;
    },
  });
}

function paths(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${path}/${key}`, ...paths(inner, `${path}/${key}`)]);
}
