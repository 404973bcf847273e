import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { ClientProvider } from "./client.tsx";
import { openStore } from "./store.ts";

const as = new URLSearchParams(location.search).get("as") ?? "";
const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place to draw in.");

const store = await openStore(as);
createRoot(page).render(
  <StrictMode>
    <ClientProvider store={store}>
      <App />
    </ClientProvider>
  </StrictMode>,
);
