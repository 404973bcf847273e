import { useReading } from "./reading.tsx";

type Image = {
  readonly alt_text: string;
  readonly image_url?: string;
  readonly slack_file?: { readonly id?: string; readonly url?: string };
};

export function Picture({ image }: { readonly image: Image }) {
  const { me } = useReading();
  const { image_url = "", slack_file } = image;
  const stored = slack_file?.id === undefined ? undefined : `/_sandbox/files/${slack_file.id}?as=${me}`;
  const address = stored ?? (/^https?:/i.test(image_url) ? image_url : undefined);
  return <img src={address} alt={image.alt_text} loading="lazy" referrerPolicy="no-referrer" />;
}
