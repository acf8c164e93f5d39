import { useSearch } from "@tanstack/react-router";
import { SignInScreen } from "../../features/session/sign-in-screen.tsx";

export default function SignIn() {
  const { next = "/" } = useSearch({ from: "/sign-in" });
  return <SignInScreen next={next} />;
}
