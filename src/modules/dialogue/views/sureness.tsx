import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { OwnStanding, Sureness as SurenessOfResult, SharedSureness } from '../queries/sureness.ts'
import { groupLetter } from './group-mark.tsx'

type Groups = NonNullable<SurenessOfResult['groups']>

/** How far a result can be trusted: one sentence for each question that somebody would ask. The numbers of the groups stand in the table of the landscape. */
export function Sureness({ page, slug, sureness }: { page: Page; slug: string; sureness: SurenessOfResult }) {
  const { say } = page
  const { groups } = sureness
  return (
    <section id="sure" class="reading">
      <h2>{say('sure.title')}</h2>
      <dl class="facts">
        <dt>{say('sure.people')}</dt>
        <dd>
          {peopleSentence(say, sureness)} {groups !== null && sureness.easilyMoved ? say('sure.easily-moved') : null}
        </dd>
        {groups === null ? <NoGroups say={say} sureness={sureness} /> : <Words say={say} groups={groups} />}
      </dl>
      <p>
        <a href={href(page, `/dialogues/${slug}/method#steady`)}>{say('sure.how')}</a>
      </p>
    </section>
  )
}

function peopleSentence(say: Say, { participants, placed, asked }: SurenessOfResult): string {
  if (placed === null) return say('sure.people.few', { participants, votes: asked.votes })
  if (placed === participants) return say('sure.people.all', { participants, votes: asked.votes })
  return say('sure.people.some', { participants, placed, votes: asked.votes })
}

function Words({ say, groups }: { say: Say; groups: Groups }) {
  return (
    <>
      <dt>{say('sure.clarity')}</dt>
      <dd>{say(`sure.clarity.${groups.clarity}`)}</dd>
      {groups.steadiness === null ? null : (
        <>
          <dt>{say('sure.steady')}</dt>
          <dd>{say(`sure.steady.${groups.steadiness}`, { stay: groups.stay ?? 0 })}</dd>
        </>
      )}
      <dt>{say('sure.between')}</dt>
      <dd>
        {say(`sure.between.${groups.between}`)} {say('sure.between.what')}
      </dd>
    </>
  )
}

function NoGroups({ say, sureness }: { say: Say; sureness: SurenessOfResult }) {
  return (
    <>
      <dt>{say('sure.clarity')}</dt>
      <dd>{lackingSentence(say, sureness)}</dd>
    </>
  )
}

/** What it means that there are no groups, and what would be needed. */
function lackingSentence(say: Say, { lacking, placed, asked, live }: SurenessOfResult): string {
  if (lacking === 'not-enough-participants')
    return say('sure.lack.people', { placed: placed ?? 0, people: asked.people, votes: asked.votes })
  if (lacking === 'not-enough-statements') return say('sure.lack.statements', { live, statements: asked.statements })
  return lacking === 'small' ? say('sure.lack.small') : say('sure.lack.unclear')
}

/** Under a statement of common ground: how sure that is, and a second opinion where it is another one. */
export function SureOfShared({ page, side, sure }: { page: Page; side: 'agree' | 'disagree'; sure: SharedSureness | null }) {
  if (sure === null) return null
  const { say } = page
  const share = say.share(Math.floor(sure.bound * 100) / 100)
  const group = sure.doubt?.group ?? null
  return (
    <p class="quiet">
      {say(sure.of === 'all' ? 'sure.shared' : 'sure.shared.shown', { side, share })}{' '}
      {sure.doubt === null ? null : group === null ? say('sure.doubt') : say('sure.doubt.group', { group: groupLetter(say, group) })}
    </p>
  )
}

/** To the person alone: how sure it is that they stand where they stand. */
export function standingSentence(say: Say, { group, other, between, same, trials }: OwnStanding): string {
  const own = { group: groupLetter(say, group), same, trials }
  return between && other !== null ? say('my-part.between', { ...own, other: groupLetter(say, other) }) : say('my-part.sure', own)
}
