import { chooseTheme, THEME_NAMES, THEMES, useTheme } from "../../theme/theme.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Section } from "../../ui/section.tsx";

const DETAILS = { system: "As this machine is set", light: "Dark on light", dark: "Light on dark" } as const;

export function ThemeSection() {
  return (
    <Section title="Theme" lead="On this machine only.">
      <ChoiceCards
        legend="Colours"
        name="theme"
        choices={THEMES.map((value) => ({ value, title: THEME_NAMES[value], detail: DETAILS[value] }))}
        value={useTheme()}
        onChange={chooseTheme}
      />
    </Section>
  );
}
