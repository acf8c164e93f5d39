import { join } from "node:path";
import { app, Menu, Tray } from "electron";
import { problemsLabel } from "./problem-labels.ts";

interface TrayActions {
  show: () => void;
  /** Shows what needs attention. */
  showProblems: () => void;
  runsInBackground: () => boolean;
  setRunsInBackground: (isOn: boolean) => void;
}

/** The app's place in the system's bar: whether something needs attention, at a glance. */
export class ProblemTray {
  readonly #tray: Tray;
  readonly #icons: string;
  readonly #actions: TrayActions;
  #problems = 0;

  /** @param icons folder of the images for the tray. */
  constructor(icons: string, actions: TrayActions) {
    this.#icons = icons;
    this.#actions = actions;
    this.#tray = new Tray(this.#image("calm"));
    this.#tray.on("click", actions.show);
    this.redraw();
  }

  setProblems(count: number): void {
    this.#problems = count;
    this.redraw();
  }

  /** Draws what it shows as it is now. */
  redraw(): void {
    const count = this.#problems;
    const words = problemsLabel(count);
    this.#tray.setImage(this.#image(count === 0 ? "calm" : "alert"));
    this.#tray.setToolTip(`Excalibur: ${words}`);
    // Beside the image, which only macOS can.
    this.#tray.setTitle(count === 0 ? "" : String(count));
    app.setBadgeCount(count);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: count > 0, click: this.#actions.showProblems },
        { type: "separator" },
        { label: "Open Excalibur", click: this.#actions.show },
        {
          label: "Keep running when the window is closed",
          type: "checkbox",
          checked: this.#actions.runsInBackground(),
          click: ({ checked }) => this.#actions.setRunsInBackground(checked),
        },
        { role: "quit" },
      ]),
    );
  }

  /** macOS draws template images in the colour of its bar; the others get ours. */
  #image(mood: "calm" | "alert"): string {
    const suffix = process.platform === "darwin" ? "Template" : "";
    return join(this.#icons, `tray-${mood}${suffix}.png`);
  }
}
