// Counts down the time that is left of a pass. The server wrote it first; without script it stands.
const join = (large, small, unit) => (small === 0 ? large : `${large} ${small}${unit}`);
const span = (minutes) =>
  minutes >= 48 * 60 ? join(`${Math.floor(minutes / 1440)} days`, Math.floor((minutes % 1440) / 60), " h")
  : minutes < 60 ? `${Math.max(1, minutes)} min`
  : join(`${Math.floor(minutes / 60)} h`, minutes % 60, " min");
for (const left of document.querySelectorAll("time[data-left]")) {
  const ahead = new Date(left.dataset.now) - Date.now();
  const end = new Date(left.dataset.left);
  const bar = left.closest("section")?.querySelector("progress");
  const show = () => {
    const ms = end - (Date.now() + ahead);
    const minutes = Math.max(0, Math.floor(ms / 60000));
    left.textContent = ms <= 0 ? "No time" : span(minutes);
    left.dateTime = `PT${minutes}M`;
    if (bar) {
      bar.value = minutes;
    }
  };
  show();
  setInterval(show, 10000);
}
