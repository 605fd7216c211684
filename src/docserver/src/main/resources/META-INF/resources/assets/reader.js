// Refreshes the time that is left, each minute. The server wrote it first; without script it stands.
const left = document.querySelector("[data-until]");
if (left) {
  const ahead = new Date(left.dataset.now) - Date.now();
  const until = new Date(left.dataset.until);
  const spoken = document.getElementById("spoken");
  const join = (large, small, unit) => (small === 0 ? large : `${large} ${small}${unit}`);
  const span = (minutes) =>
    minutes >= 48 * 60 ? join(`${Math.floor(minutes / 1440)} days`, Math.floor((minutes % 1440) / 60), " h")
    : minutes < 60 ? `${Math.max(1, minutes)} min`
    : join(`${Math.floor(minutes / 60)} h`, minutes % 60, " min");
  let said = false;
  const show = () => {
    const ms = until - (Date.now() + ahead);
    left.textContent = ms <= 0 ? "No time" : span(Math.floor(ms / 60000));
    if (ms <= 600000) {
      left.closest(".clock").classList.add("low");
      if (!said && ms > 0) {
        said = true;
        const at = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(new Date(until - ahead));
        spoken.textContent = `Your pass ends at ${at}. To read on after that, choose More time.`;
      }
    }
  };
  show();
  setInterval(show, 20000);
}
