import {
  type AnchorHTMLAttributes,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { type Place, placeOfLink, readPlace, writePlace } from "./place.ts";

type Going = {
  readonly place: Place;
  /** To another place as the same person, or as another one. */
  go(to: Omit<Place, "as"> & { readonly as?: string }): void;
};

const GoingContext = createContext<Going | undefined>(undefined);

/** Keeps the place in the address, and follows links into the workspace without loading the page anew. */
export function PlaceProvider({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState(() => readPlace(location.search));
  const going = useMemo<Going>(
    () => ({
      place,
      go(to) {
        const next = { as: place.as, ...to };
        history.pushState(null, "", writePlace(next));
        setPlace(next);
      },
    }),
    [place],
  );

  useEffect(() => {
    const follow = (): void => setPlace(readPlace(location.search));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  useEffect(() => {
    function clicked(event: MouseEvent): void {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || link.href === "") return;
      const to = placeOfLink(new URL(link.href));
      if (to === undefined) return;
      event.preventDefault();
      going.go(to);
    }
    document.addEventListener("click", clicked);
    return () => document.removeEventListener("click", clicked);
  }, [going]);

  return <GoingContext value={going}>{children}</GoingContext>;
}

export function usePlace(): Going {
  const going = useContext(GoingContext);
  if (going === undefined) throw new Error("There is no place above this component.");
  return going;
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: Omit<Place, "as"> };

/** A link to a place: a click goes there, and it can be opened in another tab. */
export function PlaceLink({ to, children, ...rest }: LinkProps) {
  const { place, go } = usePlace();
  return (
    <a
      {...rest}
      href={writePlace({ as: place.as, ...to })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
