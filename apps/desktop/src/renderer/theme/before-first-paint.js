// Before anything is drawn, so that a dark page does not flash light. The rest of it is in theme.ts.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
