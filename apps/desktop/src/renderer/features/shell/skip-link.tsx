import { buttonClasses } from "../../ui/button.tsx";

/** The first stop of the Tab key on every screen: leads past the sidebar. Seen only while it has the focus. */
export function SkipLink() {
  return (
    <button
      type="button"
      onClick={() => document.querySelector("main")?.focus()}
      className={`${buttonClasses("primary")} sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3`}
    >
      Skip to the content
    </button>
  );
}
