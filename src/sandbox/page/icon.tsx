/** Drawn on a field of 20 by 20, as lines of the text's colour. */
const PATHS = {
  hash: "M7.500 3 6 17M14 3l-1.500 14M3.500 7.500h13.500M3 12.500h13.500",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  pin: "M7.500 3h5l-.7 5 3.200 3.500H5L8.200 8zM10 11.500V17",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M7.500 8v.5M12.500 8v.5M7 12c1.500 2 4.500 2 6 0",
  reply: "M4 4h12v9.500H9.500L6 16.500v-3H4z",
  more: "M10 5v.01M10 10v.01M10 15v.01",
  search: "M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11M13 13l4 4",
  plus: "M10 4v12M4 10h12",
  back: "M12 4l-6 6 6 6",
  close: "M5 5l10 10M15 5 5 15",
  down: "M5 8l5 5 5-5",
  right: "M8 5l5 5-5 5",
  home: "M3.500 9.500 10 4l6.500 5.500M5.500 8.500V16h9V8.500",
  bolt: "M11 3 5 11.500h4.500L9 17l6-8.500h-4.500z",
  send: "M3.500 4 17 10 3.500 16l1.500-6zM5 10h6",
  sun: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2.500v1.500M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M4.700 15.300l1-1M14.300 5.700l1-1",
  moon: "M15.500 12A6.500 6.500 0 0 1 8 4.500a6.500 6.500 0 1 0 7.500 7.500z",
  people:
    "M7.500 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M3 16c0-5 9-5 9 0M13 5a2.200 2.200 0 0 1 0 4.300M14 12c2 .3 3 1.700 3 4",
  bookmark: "M6 3.500h8V17l-4-3.500L6 17z",
  file: "M6 3h5.500L15 6.500V17H6zM11 3v4h4",
  edit: "M4 16l.8-3.500L13 4.300 15.700 7 7.500 15.200z",
  message: "M4 5h12v9H4zM4 5.500l6 5 6-5",
  play: "M6 4l10 6-10 6z",
  bell: "M5 14c1-1 1-3 1-5a4 4 0 0 1 8 0c0 2 0 4 1 5zM8.500 16.500a1.600 1.600 0 0 0 3 0",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l3 2",
  break: "M10 3.500 17.500 16.500h-15zM10 8.500v3.500M10 14.200v.01",
  inspect: "M7 6l-4 4 4 4M13 6l4 4-4 4M11.500 4.500l-3 11",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === "more" ? 2.5 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
