import {
  cloneElement,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useState,
  type ComponentProps,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { Popover } from "radix-ui";
import { clock } from "../clock.ts";

const DELAY_MS = 350;
/** The pointer moves from one tooltip to the next without a delay within this time. */
const AT_ONCE_WITHIN_MS = 300;

let closedAtMs = Number.NEGATIVE_INFINITY;
/** There is one pointer, so one at most. */
let aboutToOpen: ReturnType<typeof setTimeout> | undefined;

/** What the element that a tooltip belongs to has to take. */
type Anchor = ReactElement<
  Pick<
    ComponentProps<"span">,
    "aria-describedby" | "onPointerEnter" | "onPointerLeave" | "onPointerDown" | "onFocus" | "onBlur"
  >
>;

/**
 * Says more about one element while the pointer or the focus is on it. Radix's own tooltip sets up half a dozen components
 * for each that is not shown, and a list has two in every row; here nothing but the listeners is there until it opens.
 */
export function Tooltip({ text, children }: { text: ReactNode; children: Anchor }) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  const openSoon = ({ currentTarget, pointerType, timeStamp }: PointerEvent<HTMLElement>) => {
    if (pointerType === "touch") return;
    clearTimeout(aboutToOpen);
    const delayMs = timeStamp - closedAtMs < AT_ONCE_WITHIN_MS ? 0 : DELAY_MS;
    aboutToOpen = setTimeout(() => setAnchor(currentTarget), delayMs);
  };
  const openOnFocus = ({ currentTarget }: FocusEvent<HTMLElement>) => {
    if (currentTarget.matches(":focus-visible")) setAnchor(currentTarget);
  };
  const close = () => {
    clearTimeout(aboutToOpen);
    if (anchor !== null) closedAtMs = clock.monotonicMs();
    setAnchor(null);
  };
  return (
    <>
      {cloneElement(children, {
        ...(anchor === null ? {} : { "aria-describedby": id }),
        onPointerEnter: openSoon,
        onPointerLeave: close,
        onPointerDown: close,
        onFocus: openOnFocus,
        onBlur: close,
      })}
      {anchor !== null && (
        <OpenTooltip id={id} anchor={anchor} onClose={close}>
          {text}
        </OpenTooltip>
      )}
    </>
  );
}

interface OpenTooltipProps {
  id: string;
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
}

function OpenTooltip({ id, anchor, onClose, children }: OpenTooltipProps) {
  useCloseWhenScrolled(anchor, onClose);
  const anchorRef = useMemo(() => ({ current: anchor }), [anchor]);
  // A popover that takes no focus: unlike Radix's tooltip it can stand beside an element that it does not wrap.
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={anchorRef} />
      <Popover.Portal>
        <Popover.Content
          id={id}
          role="tooltip"
          side="top"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={keepFocus}
          onCloseAutoFocus={keepFocus}
          onFocusOutside={keepFocus}
          className="pointer-events-none z-50 max-w-[280px] animate-appear rounded-md bg-ink px-2 py-1 text-sm text-surface"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

/** The trigger may no longer be under the pointer. */
function useCloseWhenScrolled(anchor: HTMLElement, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const closeIfMoved = ({ target }: Event) => target instanceof Node && target.contains(anchor) && close();
    window.addEventListener("scroll", closeIfMoved, { capture: true });
    return () => window.removeEventListener("scroll", closeIfMoved, { capture: true });
  }, [anchor]);
}
