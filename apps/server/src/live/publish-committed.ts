import {
  LiveBacklog,
  presentEvent,
  type Data,
  type LiveBus,
  type PublishedChange,
  type Stores,
} from "@excalibur/api/server";

/** Publishes what transactions change, once they are committed; a transaction that is taken back says nothing. */
export function publishCommitted(data: Data, live: Pick<LiveBus, "publish">): Data {
  return {
    ...data,
    transact: async (work) => {
      let changes = new Map<string, LiveBacklog>();
      const result = await data.transact((stores) => {
        // Work may run more than once; only its last run is committed.
        changes = new Map();
        return work(noting(stores, (organizationId, change) => note(changes, organizationId, change)));
      });
      for (const [organizationId, backlog] of changes) {
        for (const change of backlog.take()) live.publish({ organizationId, change });
      }
      return result;
    },
  };
}

type Note = (organizationId: string, change: PublishedChange) => void;

function note(changes: Map<string, LiveBacklog>, organizationId: string, change: PublishedChange): void {
  const backlog = changes.get(organizationId) ?? new LiveBacklog();
  backlog.add(change);
  changes.set(organizationId, backlog);
}

/** The same stores, which say what they changed. */
function noting(stores: Stores, changed: Note): Stores {
  return {
    ...stores,
    apiKeys: notingKeys(stores.apiKeys, changed),
    executors: notingExecutors(stores.executors, changed),
    events: {
      ...stores.events,
      append: async (event) => {
        const record = await stores.events.append(event);
        changed(event.organizationId, { kind: "event", event: presentEvent(record) });
        return record;
      },
    },
    audit: {
      ...stores.audit,
      append: async (entries) => {
        await stores.audit.append(entries);
        for (const { organizationId, action } of entries) {
          changed(organizationId, { kind: "audit" });
          // A user's own change may be of the name that the members' list shows.
          if (/^(organization|member|invitation|user)\./.test(action))
            changed(organizationId, { kind: "organization" });
        }
      },
    },
  };
}

function notingKeys(apiKeys: Stores["apiKeys"], changed: Note): Stores["apiKeys"] {
  /** Which executors are bound to a key is not known here. */
  const gone = (organizationId: string, id: string) => {
    changed(organizationId, { kind: "keys", ids: [id] });
    changed(organizationId, { kind: "executors", ids: null });
  };
  return {
    ...apiKeys,
    insert: async (key) => {
      await apiKeys.insert(key);
      changed(key.organizationId, { kind: "keys", ids: [key.id] });
      if (key.targetExecutorId !== null) {
        changed(key.organizationId, { kind: "executors", ids: [key.targetExecutorId] });
      }
    },
    revokeHeld: (organizationId, id, at) => {
      apiKeys.revokeHeld(organizationId, id, at);
      gone(organizationId, id);
    },
    revoke: async (organizationId, id, ...more) => {
      const revoked = await apiKeys.revoke(organizationId, id, ...more);
      if (revoked) gone(organizationId, id);
      return revoked;
    },
    deleteRevoked: async (organizationId, id) => {
      const deleted = await apiKeys.deleteRevoked(organizationId, id);
      if (deleted) gone(organizationId, id);
      return deleted;
    },
  };
}

function notingExecutors(executors: Stores["executors"], changed: Note): Stores["executors"] {
  const moved = (organizationId: string, id: string, keyIds: readonly (string | null)[]) => {
    changed(organizationId, { kind: "executors", ids: [id] });
    changed(organizationId, { kind: "keys", ids: keyIds.filter((keyId) => keyId !== null) });
  };
  return {
    ...executors,
    insert: async (executor) => {
      await executors.insert(executor);
      moved(executor.organizationId, executor.id, [executor.boundKeyId]);
    },
    recordSync: async (organizationId, id, fromKeyId, sync) => {
      await executors.recordSync(organizationId, id, fromKeyId, sync);
      moved(organizationId, id, [fromKeyId, sync.keyId]);
    },
    markDisconnected: async (organizationId, id, ...more) => {
      const marked = await executors.markDisconnected(organizationId, id, ...more);
      if (marked) moved(organizationId, id, []);
      return marked;
    },
    delete: async (organizationId, id, boundKeyId) => {
      const deleted = await executors.delete(organizationId, id, boundKeyId);
      if (deleted) moved(organizationId, id, [boundKeyId]);
      return deleted;
    },
  };
}
