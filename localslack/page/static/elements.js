// Block Kit's interactive elements. `context` says what a click or a choice does: see blocks.js.
import { h } from "./dom.js";
import { words } from "./words.js";

const text = (object) => object?.text ?? "";

/** Which element it is: names are unique within a block, not within a message. */
const named = (spec, context) => `${context.at}/${spec.action_id}`;

/** The element that Block Kit describes. */
export function element(spec, context) {
  const build = ELEMENTS[spec.type];
  return build ? build(spec, context) : h("span", { class: "unknown" }, `[${spec.type}]`);
}

function button(spec, context) {
  const label = text(spec.text);
  const kind = ["button", spec.style].filter(Boolean).join(" ");
  if (spec.url) return h("a", { class: kind, href: spec.url, target: "_blank", rel: "noreferrer noopener" }, label);
  return h("button", {
    type: "button",
    class: kind,
    "aria-label": spec.accessibility_label,
    click: async (event) => {
      if (spec.confirm && !window.confirm(`${text(spec.confirm.title)}\n\n${text(spec.confirm.text)}`)) return;
      const pressed = event.currentTarget;
      pressed.disabled = true;
      await context.click(named(spec, context));
      pressed.disabled = false;
      pressed.focus();
    },
  }, label);
}

function select(spec, context, options, initial) {
  const choice = h("select", {
    "aria-label": text(spec.placeholder) || context.label || words.choose,
    name: spec.action_id,
    change: (event) => event.target.value && context.choose(named(spec, context), event.target.value),
  }, h("option", { value: "" }, text(spec.placeholder) || words.choose), options);
  choice.value = initial ?? "";
  return choice;
}

const asOptions = (list = []) => list.map((each) => h("option", { value: each.value }, text(each.text)));

function staticSelect(spec, context) {
  const groups = (spec.option_groups ?? []).map((group) =>
    h("optgroup", { label: text(group.label) }, asOptions(group.options)));
  return select(spec, context, [...asOptions(spec.options), ...groups], spec.initial_option?.value);
}

/** A menu that closes again: what was chosen is done, and can be done once more. */
function overflow(spec, context) {
  const menu = staticSelect(spec, { ...context, label: context.label ?? words.more });
  menu.addEventListener("change", () => { menu.value = ""; });
  menu.firstChild.textContent = "⋯";
  menu.classList.add("overflow");
  return menu;
}

function people(spec, context) {
  const options = context.names.people().map((each) => h("option", { value: each.id }, each.real_name));
  return select(spec, context, options, spec.initial_user);
}

function channels(spec, context) {
  const options = context.names.channels().map((each) => h("option", { value: each.id }, `#${each.name}`));
  return select(spec, context, options, spec.initial_channel ?? spec.initial_conversation);
}

function textInput(spec, context) {
  const field = h(spec.multiline ? "textarea" : "input", {
    name: spec.action_id,
    "aria-label": context.label,
    "aria-describedby": context.describedBy,
    placeholder: text(spec.placeholder),
    maxlength: spec.max_length,
    autofocus: Boolean(spec.focus_on_load),
    rows: spec.multiline ? 4 : null,
  });
  field.value = spec.initial_value ?? "";
  return field;
}

function choices(kind) {
  return (spec, context) => {
    const initial = new Set([spec.initial_option, ...(spec.initial_options ?? [])].map((each) => each?.value));
    return h("div", { class: "choices", role: "group", "aria-label": context.label ?? words.choices }, spec.options.map((each) =>
      h("label", {}, h("input", {
        type: kind, name: spec.action_id, value: each.value, checked: initial.has(each.value),
        change: () => context.choose(named(spec, context), each.value),
      }), " ", text(each.text))));
  };
}

function date(spec, context) {
  return h("input", {
    type: "date", name: spec.action_id, value: spec.initial_date, "aria-label": context.label ?? words.date,
    change: (event) => event.target.value && context.choose(named(spec, context), event.target.value),
  });
}

function feedback(spec, context) {
  return h("span", { class: "feedback" }, [spec.positive_button, spec.negative_button].map((each) =>
    h("button", { type: "button", class: "button", click: () => context.click(each.value) }, text(each.text))));
}

const ELEMENTS = {
  button,
  static_select: staticSelect,
  overflow,
  users_select: people,
  channels_select: channels,
  conversations_select: channels,
  plain_text_input: textInput,
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  datepicker: date,
  feedback_buttons: feedback,
};
