import { useSearch } from "@tanstack/react-router";
import { EventsScreen } from "../../features/events/events-screen.tsx";

export default function Events() {
  return <EventsScreen filter={useSearch({ from: "/app/events" })} />;
}
