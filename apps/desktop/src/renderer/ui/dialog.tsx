import type { ComponentProps, ReactNode } from "react";
import { Dialog as Radix } from "radix-ui";
import { classNames } from "./class-names.ts";
import { returnFocus } from "./return-focus.ts";

const WIDTHS = { narrow: "max-w-[460px]", wide: "max-w-[580px]", widest: "max-w-[760px]" } as const;

interface DialogProps {
  /** Called when Escape, a click outside or a cancel button asks for it. Without it the dialog stays. */
  onClose?: () => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  width?: keyof typeof WIDTHS;
  /** A choice that can't be taken back: screen readers announce it at once. */
  alert?: boolean;
  /** Whether content arrives after it has opened. Its top edge then stays in place: what is above never moves from under a press. */
  grows?: boolean;
  /** Selector of the element with the focus at first; the default is the first focusable one. */
  initialFocus?: string;
  /** Selector of the element with the focus after closing; the default is the one that had it before. */
  finalFocus?: string;
}

/** A modal dialog, open for as long as it is rendered. */
export function Dialog({
  onClose,
  title,
  description,
  children,
  width = "narrow",
  alert = false,
  grows = false,
  initialFocus,
  finalFocus,
}: DialogProps) {
  const refuseToLeave = onClose === undefined ? (event: Event) => event.preventDefault() : undefined;
  const leaving =
    refuseToLeave === undefined ? {} : { onEscapeKeyDown: refuseToLeave, onInteractOutside: refuseToLeave };
  const focusFirst = (event: Event) => {
    const wanted = initialFocus && (event.currentTarget as Element).querySelector<HTMLElement>(initialFocus);
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    returnFocus(finalFocus);
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose?.()}>
      <Radix.Portal>
        <Radix.Overlay
          className={classNames(
            "fixed inset-0 z-40 grid animate-appear grid-cols-[minmax(0,1fr)] justify-items-center overflow-y-auto bg-scrim p-6 max-sm:px-3 [@media(max-height:660px)]:py-3",
            grows ? "content-start pt-[clamp(1.5rem,100vh-44rem,8vh)]" : "items-center",
          )}
        >
          <Radix.Content
            role={alert ? "alertdialog" : "dialog"}
            {...leaving}
            onOpenAutoFocus={focusFirst}
            onCloseAutoFocus={giveFocusBack}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            className={classNames("w-full animate-rise rounded-xl bg-raised shadow-raised outline-none", WIDTHS[width])}
          >
            <div className="px-5 pt-5">
              <Radix.Title className="text-lg font-semibold text-pretty [overflow-wrap:anywhere]">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description asChild>
                  <div className="mt-1 text-pretty text-muted">{description}</div>
                </Radix.Description>
              )}
            </div>
            {children}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classNames("space-y-4 px-5 pt-4", className)} {...rest} />;
}

/** What can be done, in sight also where the dialog is higher than the window. */
export function DialogActions({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      className={classNames(
        "sticky -bottom-6 flex flex-wrap items-center justify-end gap-2 rounded-b-xl bg-raised px-5 py-5 [@media(max-height:660px)]:-bottom-3 [@media(max-height:660px)]:py-3",
        className,
      )}
      {...rest}
    />
  );
}
