import type { ComponentProps } from "react";
import { LoaderCircle } from "lucide-react";
import { classNames } from "./class-names.ts";

const LOOKS = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover font-medium",
  danger: "bg-danger text-danger-ink hover:bg-danger-hover font-medium",
  plain: "border border-line-strong bg-surface text-ink hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-ink",
} as const;

/** How a button looks, and what leads elsewhere in the place of one. */
export function buttonClasses(look: keyof typeof LOOKS = "plain"): string {
  return classNames(
    "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 whitespace-nowrap select-none",
    "transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50",
    LOOKS[look],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  /** Shows that what was asked for is on its way, and takes no second click meanwhile. */
  busy?: boolean;
}

export function Button({
  look = "plain",
  busy = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClasses(look), className)}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does, for those who don't see the icon. */
  label: string;
}

export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      className={classNames(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted",
        "transition-colors duration-100 hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
        className,
      )}
      {...rest}
    />
  );
}
