import type { Child } from 'hono/jsx'
import type { BodySection, Kit, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { moveOf } from '../queries/here.ts'
import { moveOfThing } from '../queries/read-move.ts'
import { seenSpace, type SeenSpace } from '../queries/spaces.ts'
import type { Travels } from '../rules.ts'
import { Elsewhere, OwnLink } from '../views/move.tsx'

const readingOf = (kit: Kit, page: Page) => ({ actor: page.actor, now: page.now, outside: kit.runner.outside })

/** On the page of a community: to its members that it moves; of a body to everybody. To everybody who finds it where it has gone. */
async function ofSpace(kit: Kit, page: Page, space: SeenSpace | null): Promise<Child> {
  if (space === null) return null
  const move = await moveOf(kit.runner.db, space.id)
  if (move === null) return null
  const { say } = page
  const path = href(page, `${space.path}/move`)
  const { sort } = space
  const reads = space.role !== null || sort === 'body'
  if (move.state === 'settled')
    return (
      <div class="note">
        <p>{say('moves.has-moved', { sort })}</p>
        <Elsewhere move={move} />
        {reads && page.actor.account !== null ? (
          <p>
            <a href={path}>{say('moves.own-link')}</a>
          </p>
        ) : null}
      </div>
    )
  if (!reads) return null
  return (
    <div class="note">
      <p>{say('moves.will-move', { sort, day: dayInWords(page, move.leavesOn), destination: move.destination })}</p>
      <p>
        <a href={path}>{say('moves.read-more', { sort })}</a>
      </p>
    </div>
  )
}

/** On the page of what belongs to a body and moves with it: where to, and to whoever took part the way to their own part there. */
async function ofThing(kit: Kit, page: Page, at: { readonly table: string; readonly id: string }, travels: Travels): Promise<Child> {
  const found = await moveOfThing(kit.runner.db, readingOf(kit, page), at, travels)
  if (found === null) return null
  const { move, part } = found
  const { say } = page
  if (move.state !== 'settled')
    return <p class="note">{say('moves.thing.will-move', { day: dayInWords(page, move.leavesOn), destination: move.destination })}</p>
  return (
    <div class="note">
      <p>{say('moves.thing.has-moved')}</p>
      <Elsewhere move={move} />
      {part === null || part.claim === null ? null : (
        <details>
          <summary>{say('moves.thing.own')}</summary>
          <OwnLink claim={part.claim} words={say('moves.thing.own.lead')} />
        </details>
      )}
    </div>
  )
}

export const subjectSectionOf =
  (travels: Travels): SubjectSection =>
  async (kit, page, { sort, id }) =>
    sort === 'community'
      ? ofSpace(kit, page, await seenSpace(kit.runner.db, readingOf(kit, page), 'community', { id }))
      : sort === 'dialogue'
        ? ofThing(kit, page, { table: sort, id }, travels)
        : null

export const bodySection: BodySection = async (kit, page, id) =>
  (await moveOf(kit.runner.db, id)) === null
    ? null
    : ofSpace(kit, page, await seenSpace(kit.runner.db, readingOf(kit, page), 'body', { id }))
