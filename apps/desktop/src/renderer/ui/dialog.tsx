import type { ComponentProps, ReactNode } from "react";
import { Dialog as Radix } from "radix-ui";
import { classNames } from "./class-names.ts";

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
  /** Selector of what has the focus at first; the first that can have it, unless it is said. */
  initialFocus?: string;
}

/** A modal dialog, open for as long as it is rendered. */
export function Dialog({
  onClose,
  title,
  description,
  children,
  width = "narrow",
  alert = false,
  initialFocus,
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
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose?.()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-appear place-items-center overflow-y-auto bg-scrim p-6 [@media(max-height:660px)]:py-3">
          <Radix.Content
            role={alert ? "alertdialog" : "dialog"}
            {...leaving}
            onOpenAutoFocus={focusFirst}
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

export function DialogActions({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classNames("flex items-center justify-end gap-2 px-5 pt-5 pb-5", className)} {...rest} />;
}
