interface Installation {
  readonly platform: NodeJS.Platform;
  /** Whether this is a packaged app, not a checkout. */
  readonly isPackaged: boolean;
  /** Whether it was packaged with the address of a feed. */
  readonly hasFeed: boolean;
}

/**
 * What the app does about newer versions. They are installed only where the system or the updater checks that they are
 * signed by the signer of this one. Linux has no such check for AppImages, so there the app only shows a notification.
 */
export function updatePolicy({ platform, isPackaged, hasFeed }: Installation): "off" | "notify" | "install" {
  if (!isPackaged || !hasFeed) return "off";
  return platform === "darwin" || platform === "win32" ? "install" : "notify";
}
