// Shows each time in the reader's own zone, with the zone named. Without it the page says UTC.
const forms = {
  at: { weekday: "short", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  exact: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  day: { day: "numeric", month: "short", year: "numeric" },
};
for (const time of document.querySelectorAll("time[data-form]")) {
  const when = new Date(time.dateTime);
  const form = forms[time.dataset.form];
  if (form && !Number.isNaN(when.getTime())) {
    time.title = time.textContent;
    time.textContent = new Intl.DateTimeFormat("en-GB", { ...form, hourCycle: "h23" }).format(when);
  }
}
