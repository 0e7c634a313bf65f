import { THE_HUB } from '../../../core/event.ts'
import { no, refuse } from '../../../core/refused.ts'
import { CheckboxField } from '../../../web/fields.tsx'
import type { BodySection, Front, Joining, Kit, News, NewsAsked } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { giveReply } from '../commands/give-reply.ts'
import { placeOfBody } from '../queries/place.ts'
import { newVersions } from '../queries/held.ts'
import { holderOf, openQuestion } from '../queries/replies.ts'
import { changesOf, versionsOf } from '../queries/versions.ts'
import { dayIn, inForce, inLanguageOf, noonOf, type VersionDays } from '../rules.ts'
import { charterPath, dayInWords, Note } from '../views/pieces.tsx'

type Where = { readonly scope: string; readonly slug: string | null; readonly from: 'front' | 'me' | 'body' }

/** The question that this reader has not answered yet, as a note; null where there is none. Who is leaving is asked nothing. */
async function noteFor(kit: Kit, page: Page, { scope, slug, from }: Where, versions: readonly VersionDays[]) {
  const { actor, say, now } = page
  if (actor.account === null || actor.leavingAt !== undefined) return null
  const asked = await openQuestion(kit.runner.db, { scope, holder: holderOf(scope, actor) }, versions)
  if (asked === null) return null
  const changed = (await changesOf(kit.runner.db, scope)).get(asked.number) ?? []
  return (
    <Note
      page={page}
      slug={slug}
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
    page.actor.account === null ? null : noteFor(kit, page, { scope: THE_HUB, slug: null, from }, await versionsOf(kit.runner.db, THE_HUB))

/** At the top of the first page, and of one's own page: asked once, never in the way of reading. */
export const front = hubNote('front')
export const ownNote = hubNote('me')

/** On a body's page: its charter, what is announced, and for those who belong to it the question. */
export const bodySection: BodySection = async (kit, page, bodyId) => {
  const { say, actor, now } = page
  const { db } = kit.runner
  const versions = await versionsOf(db, bodyId)
  const slug = (await organisations.bodyCards(db, [bodyId], say.locale)).get(bodyId)?.slug
  const { body } = await placeOfBody(db, bodyId, actor)
  if (slug === undefined || (versions.length === 0 && body?.steward !== true && !actor.operator)) return null
  const announced = versions.findLast(({ holdsFrom }) => holdsFrom > dayIn(now))
  return (
    <>
      {body?.belongs === true ? await noteFor(kit, page, { scope: bodyId, slug, from: 'body' }, versions) : null}
      <p>
        <a href={href(page, charterPath(slug))}>{say('charter.of-this-body')}</a>{' '}
        {announced === undefined ? null : (
          <span class="quiet">{say('charter.announced', { number: announced.number, day: dayInWords(page, announced.holdsFrom) })}</span>
        )}
      </p>
    </>
  )
}

/** The version that holds, shown in the form of whoever joins. The value of the box is its number: what was read is what is accepted. */
export async function joining(kit: Kit, page: Page, scope: string): Promise<Joining | null> {
  const { say, now } = page
  const { db } = kit.runner
  const number = inForce(await versionsOf(db, scope), dayIn(now))
  if (number === null) return null
  const slug = scope === THE_HUB ? null : (await organisations.bodyCards(db, [scope], say.locale)).get(scope)?.slug
  if (slug === undefined) return null
  const body = slug === null ? {} : { body: slug }
  return {
    draw: (problem) => (
      <>
        <CheckboxField
          name="accepted"
          label={say(slug === null ? 'charter.joining-hub' : 'charter.joining-body')}
          hint={say('charter.joining-what')}
          options={[{ value: String(number), label: say('charter.i-accept', { number }) }]}
          chosen={[]}
          problem={problem}
        />
        <p>
          <a href={href(page, `${charterPath(slug)}/versions/${number}`)}>{say('charter.read-first')}</a>
        </p>
      </>
    ),
    demand(form) {
      if (form.text('accepted') === String(number)) return
      refuse(no('input.invalid', { field: 'accepted' }), [{ field: 'accepted', code: 'field.accept', data: {} }])
    },
    async record(deed, actor) {
      await deed(giveReply, { ...body, number, reply: 'accepted' }, actor)
    },
  }
}

/** Versions that were published since then: of the hub's charter, and of bodies to which one of these identities belongs. */
export async function news(kit: Kit, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const found = await newVersions(kit.runner.db, owners, since)
  return found.map(({ account, scope, slug, number, publishedOn }) => ({
    account,
    key: `charter/${scope}`,
    sort: 'hub',
    at: noonOf(publishedOn),
    path: `${charterPath(slug)}/versions/${number}`,
    line: (say) => say(slug === null ? 'charter.news.hub' : 'charter.news.body'),
  }))
}
