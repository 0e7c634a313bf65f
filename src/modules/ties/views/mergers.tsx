import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Merger } from '../queries/shapes.ts'
import { MERGER_DAYS, OBJECT_DAYS, UNDO_DAYS } from '../rules.ts'
import { Other, Said, Words, type Filled } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly mergers: readonly Merger[]
  readonly decides: boolean
  readonly mayEnd: boolean
  readonly sending: string
  readonly filled: Filled | null
}

/** Where it was proposed that this community and another are the same. */
export function Mergers(props: Props) {
  const { page, mergers } = props
  if (mergers.length === 0) return null
  return (
    <section>
      <h2>{page.say('mergers.title')}</h2>
      {mergers.map((merger) => (
        <One {...props} merger={merger} />
      ))}
    </section>
  )
}

function One(props: Props & { readonly merger: Merger }) {
  const { page, community, merger, mayEnd } = props
  const { say } = page
  const at = `${href(page, community.path)}/mergers/${merger.id}`
  return (
    <article class="card" id={merger.id}>
      <h3>
        <Other page={page} other={merger.other} />
      </h3>
      <p class="status">
        <strong>{say(`mergers.state.${merger.state}`)}</strong> · {say(merger.ends ? 'mergers.this-ends' : 'mergers.other-ends')}
      </p>
      <Said page={page} said={[merger.said]} />
      {merger.said === null ? null : (
        <p class="quiet">
          <a href={at}>{say('ties.own-page')}</a>
        </p>
      )}
      <Now {...props} at={at} />
      {merger.undoUntil !== null && mayEnd ? (
        <Form page={page} action={`${at}/undo`}>
          <p class="quiet">{say('mergers.undo-until', { day: dayInWords(page, merger.undoUntil) })}</p>
          <button class="quiet">{say('mergers.undo')}</button>
        </Form>
      ) : null}
    </article>
  )
}

/** What is asked of the reader. */
function Now({ page, community, merger, decides, at }: Props & { readonly merger: Merger; readonly at: string }) {
  const { say } = page
  if (merger.state === 'proposed')
    return (
      <>
        <p>{say('mergers.answer-by', { day: dayInWords(page, merger.answerBy) })}</p>
        {merger.answeredHere ? <p>{say('mergers.answered-here')}</p> : null}
        {decides && !merger.answeredHere ? (
          <Form page={page} action={`${at}/answer`}>
            <p class="actions">
              <button name="agrees" value="yes">
                {say('mergers.agree')}
              </button>{' '}
              <button name="agrees" value="no" class="quiet">
                {say('mergers.disagree')}
              </button>
            </p>
          </Form>
        ) : null}
      </>
    )
  if (merger.state === 'asking' && merger.objectBy !== null)
    return (
      <>
        <p>{say('mergers.asking', { day: dayInWords(page, merger.objectBy) })}</p>
        {merger.ends && community.me !== null ? (
          <Form page={page} action={`${at}/objection`}>
            <input type="hidden" name="objects" value={merger.objected ? 'no' : 'yes'} />
            <button class="quiet">{say(merger.objected ? 'mergers.objection.back' : 'mergers.object')}</button>
          </Form>
        ) : null}
      </>
    )
  return merger.state === 'merged' && merger.ends ? <LedOn page={page} merger={merger} steward={decides} /> : null
}

/** Where it goes on: everybody goes there by their own press, or does not. */
export function LedOn({ page, merger, steward }: { page: Page; merger: Merger; steward: boolean }) {
  const { say } = page
  return (
    <>
      <p>{say('mergers.led-on')}</p>
      <p class="actions">
        <a class="button" href={href(page, merger.other.path)}>
          {say('mergers.come-over')}
        </a>
      </p>
      {steward ? <p>{say('mergers.end-it')}</p> : null}
    </>
  )
}

/** Anybody who is signed in may say that two are the same. */
export function ProposeMerger({ page, community, sending, filled }: Props) {
  const { say } = page
  const own = filled?.form === 'same' ? filled : null
  if (page.actor.person === null || community.access === 'hidden' || community.state === 'ended') return null
  return (
    <details open={own !== null} id="same">
      <summary>{say('mergers.propose')}</summary>
      <p>{say('mergers.propose.lead', { answer: MERGER_DAYS, object: OBJECT_DAYS, undo: UNDO_DAYS })}</p>
      <Form page={page} action={`${href(page, community.path)}/mergers`}>
        <ProblemNote page={page} problem={own?.problem} />
        <input type="hidden" name="sending" value={own?.values['sending'] ?? sending} />
        <TextField
          name="into"
          label={say('mergers.into')}
          hint={say('ties.other.hint')}
          value={own?.values['into']}
          most={300}
          required
          problem={own?.problem}
        />
        <Words page={page} id="same" label={say('mergers.why')} languages={community.languages} filled={own} />
        <button class="quiet">{say('mergers.propose')}</button>
      </Form>
    </details>
  )
}
