import { THE_HUB } from '../../../core/event.ts'
import { no, refuse } from '../../../core/refused.ts'
import { CheckboxField } from '../../../web/fields.tsx'
import type { BodySection, Front, Joining, Kit, News, NewsAsked, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { organisations } from '../../organisations/index.ts'
import { giveReplyIn } from '../commands/give-reply.ts'
import { placeOfBody } from '../queries/place.ts'
import type { Spaces } from '../queries/spaces.ts'
import { newVersions } from '../queries/held.ts'
import { holderOf, openQuestion } from '../queries/replies.ts'
import { changesOf, versionsOf } from '../queries/versions.ts'
import { dayIn, inForce, inLanguageOf, noonOf, type VersionDays } from '../rules.ts'
import { charterPath, Note, whoseAt } from '../views/pieces.tsx'

type Where = {
  readonly scope: string
  readonly at: string | null
  readonly from: 'front' | 'me' | 'body'
  /** Of a community: as what the reader belongs to it. */
  readonly member?: string
}

/** The question that this reader has not answered yet, as a note; null where there is none. Who is leaving is asked nothing. */
async function noteFor(kit: Kit, page: Page, { scope, at, from, member }: Where, versions: readonly VersionDays[]) {
  const { actor, say, now } = page
  if (actor.account === null || actor.leavingAt !== undefined) return null
  const asked = await openQuestion(kit.runner.db, { scope, holder: member ?? holderOf(scope, actor) }, versions)
  if (asked === null) return null
  const changed = (await changesOf(kit.runner.db, scope)).get(asked.number) ?? []
  return (
    <Note
      page={page}
      at={at}
      number={asked.number}
      from={from}
      holdsFrom={asked.holdsFrom}
      announced={asked.holdsFrom > dayIn(now)}
      changed={inLanguageOf(changed, say.locale)}
    />
  )
}

const hubNote =
  (from: 'front' | 'me'): Front =>
  async (kit, page) =>
    page.actor.account === null ? null : noteFor(kit, page, { scope: THE_HUB, at: null, from }, await versionsOf(kit.runner.db, THE_HUB))

/** At the top of the first page, and of one's own page: asked once, never in the way of reading. */
const front = hubNote('front')
const ownNote = hubNote('me')

const pathOf = (slug: string): string => `/bodies/${encodeURIComponent(slug)}`

/** On a body's page: its charter, what is announced, and for those who belong to it the question. */
const bodySection: BodySection = async (kit, page, bodyId) => {
  const { say, actor, now } = page
  const { db } = kit.runner
  const versions = await versionsOf(db, bodyId)
  const slug = (await organisations.bodyCards(db, [bodyId], say.locale)).get(bodyId)?.slug
  const { body } = await placeOfBody(db, bodyId, actor)
  if (slug === undefined || (versions.length === 0 && body?.steward !== true && !actor.operator)) return null
  const announced = versions.findLast(({ holdsFrom }) => holdsFrom > dayIn(now))
  return (
    <>
      {body?.belongs === true ? await noteFor(kit, page, { scope: bodyId, at: pathOf(slug), from: 'body' }, versions) : null}
      <p>
        <a href={href(page, charterPath(pathOf(slug)))}>{say('charter.of-this-body')}</a>{' '}
        {announced === undefined ? null : (
          <span class="quiet">{say('charter.announced', { number: announced.number, day: dayInWords(page, announced.holdsFrom) })}</span>
        )}
      </p>
    </>
  )
}

/** On a community's page: the same for its members and whoever may come in. */
const subjectSectionIn =
  (spaces: Spaces): SubjectSection =>
  async (kit, page, { sort, id }) => {
    if (sort !== 'community') return null
    const { say, actor, now } = page
    const { db, outside } = kit.runner
    const space = await spaces.at(db, { actor, now, outside }, id)
    if (space === null) return null
    const versions = await versionsOf(db, id)
    if (versions.length === 0 && !space.steward) return null
    const where: Where | null = space.member === null ? null : { scope: id, at: space.path, from: 'body', member: space.member }
    return (
      <>
        {where === null ? null : await noteFor(kit, page, where, versions)}
        <p>
          <a href={href(page, charterPath(space.path))}>{say('charter.of-this-space')}</a>
        </p>
      </>
    )
  }

/** Where the version that holds can be read, and how the deed names it; null: a body or a community that is not there. */
async function joinedPlace(kit: Kit, page: Page, spaces: Spaces, scope: string) {
  const { db, outside } = kit.runner
  if (scope === THE_HUB) return { at: null, whose: {} }
  const slug = (await organisations.bodyCards(db, [scope], page.say.locale)).get(scope)?.slug
  if (slug !== undefined) return { at: pathOf(slug), whose: { body: slug } }
  const space = await spaces.at(db, { actor: page.actor, now: page.now, outside }, scope)
  return space === null ? { at: null, whose: { community: scope } } : { at: space.path, whose: { community: scope } }
}

/** The version that holds, shown in the form of whoever joins. The value of the box is its number: what was read is what is accepted. */
const joiningIn =
  (spaces: Spaces) =>
  async (kit: Kit, page: Page, scope: string): Promise<Joining | null> => {
    const { say, now } = page
    const { db } = kit.runner
    const number = inForce(await versionsOf(db, scope), dayIn(now))
    if (number === null) return null
    const { at, whose } = await joinedPlace(kit, page, spaces, scope)
    const sort = scope === THE_HUB ? 'hub' : 'community' in whose ? 'space' : whoseAt(at)
    return {
      draw: (problem) => (
        <>
          <CheckboxField
            name="accepted"
            label={say(`charter.joining-${sort}`)}
            hint={say('charter.joining-what')}
            options={[{ value: String(number), label: say('charter.i-accept', { number }) }]}
            chosen={[]}
            problem={problem}
          />
          {at === null && scope !== THE_HUB ? null : (
            <p>
              <a href={href(page, `${charterPath(at)}/versions/${number}`)}>{say('charter.read-first')}</a>
            </p>
          )}
        </>
      ),
      demand(form) {
        if (form.text('accepted') === String(number)) return
        refuse(no('input.invalid', { field: 'accepted' }), [{ field: 'accepted', code: 'field.accept', data: {} }])
      },
      async record(deed, actor) {
        await deed(giveReplyIn(spaces), { ...whose, number, reply: 'accepted' }, actor)
      },
    }
  }

/** Versions that were published since then: of the hub's charter, and of bodies to which one of these identities belongs. */
async function news(kit: Kit, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const found = await newVersions(kit.runner.db, owners, since)
  return found.map(({ account, scope, slug, number, publishedOn }) => ({
    account,
    key: `charter/${scope}`,
    sort: 'hub',
    at: noonOf(publishedOn),
    path: `${charterPath(slug === null ? null : pathOf(slug))}/versions/${number}`,
    line: (say) => say(slug === null ? 'charter.news.hub' : 'charter.news.body'),
  }))
}

/** What this room shows on pages of others, and what it has for whoever joins. */
export const notesOf = (spaces: Spaces) => ({
  ...{ front, ownNote, bodySection, news },
  subjectSection: subjectSectionIn(spaces),
  joining: joiningIn(spaces),
})
