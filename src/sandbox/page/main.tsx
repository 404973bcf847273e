import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Boot } from "./boot.tsx";
import { PlaceProvider } from "./place-context.tsx";

const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place to draw in.");

createRoot(page).render(
  <StrictMode>
    <PlaceProvider>
      <Boot />
    </PlaceProvider>
  </StrictMode>,
);
