import { href } from '../../../web/page.ts'
import type { EditionSection } from '../../../web/manifest.ts'
import { organisesEdition } from '../queries/parts.ts'

/** On the page of an edition, for those who organise it. */
export const importSection: EditionSection = async (kit, page, { id, path }) =>
  (await organisesEdition(kit.runner.db, id, page.actor)) ? (
    <p class="actions">
      <a class="button quiet" href={href(page, `${path}/briefing-note`)}>
        {page.say('note.import')}
      </a>
    </p>
  ) : null
