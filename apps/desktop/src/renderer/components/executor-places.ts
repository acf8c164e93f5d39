import { EXECUTOR_PLACES, type ExecutorPlace } from "@excalibur/api/contract";

interface PlaceLabels {
  title: string;
  detail: string;
  /** What to do with its recipe there. */
  paste: string;
  needs: string;
}

const ON_THE_HOST = "Paste this into a shell on the host. It asks for sudo where it needs it.";

/** Where an executor can run, in words. */
export const PLACES: Readonly<Record<ExecutorPlace, PlaceLabels>> = {
  bareMetal: {
    title: "Bare metal",
    detail: "A systemd host",
    paste: ON_THE_HOST,
    needs: "It fetches the excalibur-executor command from this server if the host lacks it.",
  },
  kubernetes: {
    title: "Kubernetes",
    detail: "By kubectl",
    paste: "Paste this into a shell whose kubectl speaks to the cluster.",
    needs: "The cluster has to reach the image of the executor.",
  },
  docker: {
    title: "Docker",
    detail: "A Docker host",
    paste: ON_THE_HOST,
    needs: "Docker has to reach the image of the executor.",
  },
  environment: {
    title: "Environment",
    detail: "A shell, to try it",
    paste: "Paste this into a shell. The executor runs there until you stop it.",
    needs: "It fetches the excalibur-executor command into ~/.local if the machine lacks it.",
  },
};

export const PLACE_CHOICES = EXECUTOR_PLACES.map((value) => ({ value, ...PLACES[value] }));
