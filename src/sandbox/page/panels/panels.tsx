import { useEffect, useRef } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Icon, type IconName } from "../icon.tsx";
import { useIsNarrow } from "../is-narrow.ts";
import "./panels.css";
import { isRefused } from "./call-words.ts";
import { ClockPanel } from "./clock-panel.tsx";
import { FaultsPanel } from "./faults-panel.tsx";
import { InspectorPanel } from "./inspector-panel.tsx";
import { useKept } from "./kept.ts";
import { PagerDutyPanel } from "./pagerduty-panel.tsx";
import { ScenariosPanel } from "./scenarios-panel.tsx";
import { useCalls } from "./use-calls.ts";
import { useWorld } from "./use-world.ts";

const TABS = [
  { id: "scenarios", name: "Scenarios", icon: "play" },
  { id: "pagerduty", name: "PagerDuty", icon: "bell" },
  { id: "clock", name: "Clock", icon: "clock" },
  { id: "faults", name: "Faults", icon: "break" },
  { id: "inspector", name: "Inspector", icon: "inspect" },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly icon: IconName }[];

/** The world around the workspace: closed it is a narrow strip, where each button opens its tab. */
export function Panels() {
  const isNarrow = useIsNarrow();
  const [kept, keep] = useKept("open", "no");
  const [tab, choose] = useKept("tab", TABS[0].id);
  const [seenRefusals, setSeenRefusals] = useKept("refusals-seen", "0");
  const world = useWorld();
  const page = useCalls();
  const refused = page.calls.filter(isRefused);
  const isOpen = kept === "yes";
  const place = useRef<HTMLElement>(null);
  const hasMoved = useRef(false);

  // What was pressed is gone when the world opens or closes: the focus goes to what stands in its place.
  useEffect(() => {
    if (!hasMoved.current) return;
    hasMoved.current = false;
    // The tabs are drawn a moment after their list.
    const frame = requestAnimationFrame(() => {
      place.current?.querySelector<HTMLElement>("[aria-selected=true], [data-last]")?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen]);
  const unseen = refused.filter(({ at }) => at > Number(seenRefusals)).length;

  function open(id: string): void {
    if (tab === "inspector" || id === "inspector") setSeenRefusals(String(refused.at(-1)?.at ?? seenRefusals));
    choose(id);
    hasMoved.current = !isOpen;
    keep("yes");
  }

  function close(): void {
    hasMoved.current = true;
    keep("no");
  }

  if (!isOpen) {
    return (
      <nav ref={place} className="world-strip" aria-label="World">
        {TABS.map(({ id, name, icon }) => (
          <button
            key={id}
            type="button"
            className="icon-button"
            title={name}
            data-last={id === tab || undefined}
            onClick={() => open(id)}
          >
            <Icon name={icon} />
            <span className="unseen">{name}</span>
            {id === "inspector" && <Refused count={unseen} />}
            {id === "scenarios" && world?.scenarios?.playing?.state === "playing" && <span className="world-dot" />}
          </button>
        ))}
      </nav>
    );
  }

  return (
    <aside ref={place} className="world" aria-label="World">
      <Tabs className="world-tabs" selectedKey={tab} onSelectionChange={(key) => open(String(key))}>
        <header className="world-head">
          <TabList className="world-list" aria-label="World">
            {TABS.map(({ id, name }) => (
              <Tab key={id} id={id} className="world-tab">
                {name}
                {id === "inspector" && <Refused count={unseen} />}
              </Tab>
            ))}
          </TabList>
          <button type="button" className="icon-button" title="Close the world" onClick={close}>
            <Icon name={isNarrow ? "close" : "right"} />
            <span className="unseen">Close the world</span>
          </button>
        </header>
        <TabPanel id="scenarios" className="world-panel">
          <ScenariosPanel scenarios={world?.scenarios} />
        </TabPanel>
        <TabPanel id="pagerduty" className="world-panel">
          <PagerDutyPanel pagerduty={world?.pagerduty} />
        </TabPanel>
        <TabPanel id="clock" className="world-panel">
          <ClockPanel playing={world?.scenarios?.playing} />
        </TabPanel>
        <TabPanel id="faults" className="world-panel">
          <FaultsPanel world={world} />
        </TabPanel>
        <TabPanel id="inspector" className="world-panel">
          <InspectorPanel page={page} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}

function Refused({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className="world-badge">
      {count}
      <span className="unseen"> refused</span>
    </span>
  );
}
