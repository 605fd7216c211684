// Shows each time in the reader's own zone, with the zone named, as long as the server's words, so
// that no line moves. Without script the page says UTC.
const clock = { hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset", hourCycle: "h23" };
const forms = {
  at: [{ weekday: "short", day: "numeric", month: "long", year: "numeric", ...clock },
    (p) => `${p.weekday} ${p.day} ${p.month} ${p.year}, ${p.hour}:${p.minute} ${p.timeZoneName}`],
  exact: [{ day: "numeric", month: "short", year: "numeric", ...clock, second: "2-digit" },
    (p) => `${p.day} ${p.month} ${p.year}, ${p.hour}:${p.minute}:${p.second} ${p.timeZoneName}`],
  day: [{ day: "numeric", month: "short", year: "numeric" }, (p) => `${p.day} ${p.month} ${p.year}`],
};
for (const time of document.querySelectorAll("time[data-form]")) {
  const when = new Date(time.dateTime);
  const form = forms[time.dataset.form];
  if (form && !Number.isNaN(when.getTime())) {
    const [parts, words] = form;
    const named = new Intl.DateTimeFormat("en-GB", parts).formatToParts(when);
    time.title = time.textContent;
    const p = Object.fromEntries(named.map((part) => [part.type, part.value]));
    p.timeZoneName = p.timeZoneName?.replace("GMT", "UTC"); // the offset that holds at that time
    time.textContent = words(p);
  }
}
