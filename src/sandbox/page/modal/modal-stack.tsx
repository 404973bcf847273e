export function ModalStack() {
  return null;
}
