import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Kit } from '../../../web/manifest.ts'
import type { Page } from '../../../web/page.ts'
import { Labelled } from '../views/labels.tsx'

/** A page of a dialogue, with what other rooms put beside its statements. */
export async function labelled(
  { kit, page, dialogue }: { kit: Kit; page: Page; dialogue: string },
  drawn: JSX.Element,
): Promise<JSX.Element> {
  const labels = await kit.thingLabels(page, { sort: 'statement', scope: dialogue })
  return <Labelled labels={labels}>{drawn}</Labelled>
}
