// The few emoji that go by name here; the font of the system draws them.
const EMOJI = {
  "+1": "👍", "-1": "👎", white_check_mark: "✅", eyes: "👀", tada: "🎉", wave: "👋", warning: "⚠️", x: "❌",
  bulb: "💡", question: "❓", raised_hands: "🙌", ticket: "🎫", hourglass: "⌛", lock: "🔒", memo: "📝",
};

/** What people may react with. */
export const REACTIONS = ["+1", "white_check_mark", "eyes", "ticket"];

/** An emoji by its name, or undefined. */
export const emoji = (name) => EMOJI[name];
