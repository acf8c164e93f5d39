import { chatBody } from "./chat-body.ts";
import type { PostMessage } from "./post-message.ts";
import type { Sender } from "./sender.ts";

export interface ChatSettings {
  /** An incoming hook of Slack, Mattermost, Teams or what follows one of them. Its path is a secret. */
  readonly url: string;
}

/** Sends messages to a chat. */
export function createChatSender({ post }: { post: PostMessage }): Sender<ChatSettings> {
  return {
    send: (message, { url }) => {
      const body = JSON.stringify(chatBody(message, URL.parse(url)?.hostname ?? ""));
      return post({ url, headers: { "content-type": "application/json; charset=utf-8" }, body });
    },
  };
}
