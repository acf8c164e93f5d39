import type { ReactNode } from "react";
import { AUDIT_TARGET_KINDS, type AuditView } from "@excalibur/api/contract";
import { exactTime } from "../../time/relative-time.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import type { AuditFilter } from "./audit-filter.ts";
import { actionLabel, detailInShort, KIND_LABELS, describeTarget } from "./audit-labels.ts";
import { detailName, detailValue } from "./detail-labels.ts";

interface AuditRowDialogProps {
  row: AuditView;
  onClose: () => void;
  /** Narrows the list to what belongs together with this row. Absent where there is no such list. */
  onFilter?: (change: AuditFilter) => void;
}

/** All there is to know of one row. */
export function AuditRowDialog({ row, onClose, onFilter }: AuditRowDialogProps) {
  const { actor, target } = row;
  const actorIs = actor.id;
  const targetKind = AUDIT_TARGET_KINDS.find((kind) => kind === target.kind);
  return (
    <Dialog title={actionLabel(row.action)} width="wide" onClose={onClose}>
      <DialogBody>
        <dl className="grid grid-cols-[minmax(72px,120px)_1fr] gap-x-4 gap-y-2.5">
          <Fact name="When">
            <time dateTime={row.at.toISOString()}>{exactTime(row.at)}</time>
          </Fact>
          <Fact name="By whom">
            <bdi className="font-medium">{actor.name}</bdi>
            <span className="text-muted">{actorSuffix(row)}</span>
            {actor.id !== null && <Id id={actor.id} what="actor" />}
          </Fact>
          <Fact name="To what">
            <bdi title={target.name} className="font-medium">
              {describeTarget(target)}
            </bdi>
            <span className="text-muted">, {KIND_LABELS[target.kind] ?? target.kind}</span>
            <Id id={target.id} what="target" />
          </Fact>
          <Fact name="From">{row.sourceAddress ?? "no address: the server did it by itself"}</Fact>
          {Object.entries(row.details).map(([name, value]) => {
            const words = name === "cause" ? detailInShort(row) : detailValue(name, value);
            return (
              words !== null && (
                <Fact key={name} name={detailName(name)}>
                  {words}
                </Fact>
              )
            );
          })}
          <Fact name="Row">
            {row.sequence}
            <Id id={row.id} what="row" />
          </Fact>
          <Fact name="Hash">
            <Id id={row.hash} what="hash" />
          </Fact>
        </dl>
      </DialogBody>
      <DialogActions>
        {onFilter !== undefined && (
          <div className="mr-auto flex gap-2">
            {actorIs !== null && <Button onClick={() => onFilter({ actor: actorIs })}>Only by this actor</Button>}
            {targetKind !== undefined && (
              <Button onClick={() => onFilter({ kind: targetKind, target: target.id })}>Only this target</Button>
            )}
          </div>
        )}
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function actorSuffix({ actor }: AuditView): string {
  const known = [actor.email, actor.role].filter((part) => part !== null);
  return known.length > 0 ? `, ${known.join(", ")}` : `, ${KIND_LABELS[actor.kind] ?? actor.kind}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function Id({ id, what }: { id: string; what: string }) {
  return (
    <span className="flex items-center gap-1.5 text-muted">
      <span className="font-mono text-xs break-all">{id}</span>
      <CopyButton text={id} label={`Copy the ${what === "hash" ? "hash" : `${what}'s id`}`} />
    </span>
  );
}
