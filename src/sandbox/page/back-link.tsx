import { Icon } from "./icon.tsx";
import { PlaceLink } from "./place-context.tsx";

/** On a phone, where the channels are a screen of their own. */
export function BackLink() {
  return (
    <PlaceLink to={{ in: "" }} className="icon-button only-narrow" aria-label="Back to the channels">
      <Icon name="back" />
    </PlaceLink>
  );
}
