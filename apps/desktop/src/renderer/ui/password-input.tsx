import { useState, type ComponentProps } from "react";
import { Eye, EyeOff } from "lucide-react";
import { IconButton } from "./button.tsx";
import { Input } from "./field.tsx";

/** A password, hidden unless its owner wants to see what was typed. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={isShown ? "text" : "password"} className="pr-9" />
      <IconButton
        label={isShown ? "Hide the password" : "Show the password"}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-1 my-auto size-6 hover:bg-transparent"
      >
        <Icon aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
