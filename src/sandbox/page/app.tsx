import { Home } from "./home/home.tsx";
import { ModalStack } from "./modal/modal-stack.tsx";
import { Panels } from "./panels/panels.tsx";

export function App() {
  return (
    <>
      <Home />
      <Panels />
      <ModalStack />
    </>
  );
}
