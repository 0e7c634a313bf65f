import type { Kit, NamedOf, ShownSession } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { readCards } from '../queries/dialogue-cards.ts'
import { DialogueCards } from '../views/dialogue-cards.tsx'

const MOST_PAST = 4

/** On the hub's first page: what is open now, then what was answered. */
export async function front(kit: Kit, page: Page) {
  const { say, actor, now } = page
  const cards = await readCards(kit.runner.db, { actor, now }, { drafts: false, limit: 12 })
  const open = cards.filter(({ phase }) => phase === 'open' || phase === 'announced')
  const past = cards.filter(({ phase }) => phase === 'closed' || phase === 'answered').slice(0, MOST_PAST)
  return (
    <>
      <section>
        <h2>{say('front.open')}</h2>
        {open.length === 0 ? <p class="empty">{say('dialogues.none')}</p> : <DialogueCards page={page} cards={open} />}
      </section>
      {past.length === 0 ? null : (
        <section>
          <h2>{say('front.past')}</h2>
          <DialogueCards page={page} cards={past} />
        </section>
      )}
      <p>
        <a href={href(page, '/dialogues')}>{say('front.all')}</a>
      </p>
    </>
  )
}

/** On a body's page: the dialogues that it convenes. */
export async function bodySection(kit: Kit, page: Page, bodyId: string) {
  const { say, actor, now } = page
  const cards = await readCards(kit.runner.db, { actor, now }, { bodyId, drafts: false })
  return (
    <section>
      <h2>{say('nav.dialogues')}</h2>
      {cards.length === 0 ? <p class="empty">{say('dialogues.none-of-body')}</p> : <DialogueCards page={page} cards={cards} />}
    </section>
  )
}

/** On the page of a session: the dialogues that belong to it, and for its organisers the way to another. */
export async function sessionSection(kit: Kit, page: Page, { id }: ShownSession) {
  const { say, actor, now } = page
  const cards = await readCards(kit.runner.db, { actor, now }, { sessionId: id, drafts: false })
  const organises =
    actor.account !== null && ((await gatherings.seenSession(kit.runner.db, { id }, actor))?.parts.has('organiser') ?? false)
  if (cards.length === 0 && !organises) return null
  return (
    <section>
      <h2>{say('nav.dialogues')}</h2>
      {cards.length === 0 ? null : <DialogueCards page={page} cards={cards} numbers />}
      {organises ? (
        <p>
          <a href={href(page, `/dialogues/new?session=${id}`)}>{say('session.new-dialogue')}</a>
        </p>
      ) : null}
    </section>
  )
}

/** Who answered a dialogue for its body is named beside the answer, also when they hold the office no more. */
export const namedOf: NamedOf = async (kit, page, person) => {
  const { db } = kit.runner
  const { say, actor, now } = page
  const rows = await db.selectFrom('answer').select('dialogue_id as id').distinct().where('answered_by', '=', person).execute()
  if (rows.length === 0) return []
  const cards = await readCards(db, { actor, now }, { ids: rows.map(({ id }) => id), drafts: false })
  return cards.map(({ slug, title: name, language }) => ({
    ...{ what: say('dialogue.named-answer'), of: { name, language }, path: `/dialogues/${slug}`, since: null },
    out: { words: say('dialogue.named-answer.out'), path: null },
  }))
}
