// Ids to names.
const HUES = 6;

/** Looks up names in a state; `user` the full name, `handle` what is typed after the @. */
export function namesIn(state) {
  const people = new Map(state.people.map((each) => [each.id, each]));
  const channels = new Map(state.channels.map((each) => [each.id, each]));
  return {
    me: state.me,
    bot: state.bot,
    user: (id) => people.get(id)?.real_name ?? (id === "USLACKBOT" ? "Slackbot" : id),
    handle: (id) => people.get(id)?.name ?? id,
    channel: (id) => channels.get(id)?.name ?? id,
    hue: (id) => Math.max(0, [...people.keys()].indexOf(id)) % HUES,
    people: () => state.people.filter((each) => !each.is_bot),
    channels: () => state.channels.filter((each) => each.kind !== "im"),
    places: () => state.channels.map(({ id, kind, name }) => ({ id, kind, label: kind === "im" ? people.get(state.bot)?.real_name : `# ${name}` })),
  };
}
