import { Form } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { MyPart } from '../queries/my-part.ts'
import type { Whole } from '../queries/read.ts'
import { ballotsIn, pathOf, shownCount, votesShown } from '../rules.ts'

type Props = { readonly page: Page; readonly whole: Whole; readonly mine: MyPart; readonly mayVote: boolean }

/** By which rule it is decided, the vote while it runs, and the count afterwards. */
export function DecisionSection({ page, whole, mine, mayVote }: Props) {
  const { say } = page
  const { rule, quorum, ballotUntil, count } = whole.recommendation
  if (rule === null) return null
  return (
    <section id="decision">
      <h2>{say('recommendation.decision')}</h2>
      <p>{rule === 'consent' ? say('recommendation.rule.consent') : say('recommendation.rule.vote', { quorum: quorum ?? 0 })}</p>
      {ballotUntil !== null && count === null ? (
        <p>
          {say('recommendation.ballot.until', { day: dayInWords(page, ballotUntil) })} <Cast page={page} ballots={whole.ballots} />
        </p>
      ) : null}
      {mayVote ? <BallotForm page={page} whole={whole} mine={mine} /> : null}
      <Votes page={page} whole={whole} />
    </section>
  )
}

function Cast({ page: { say }, ballots }: { page: Page; ballots: number }) {
  const shown = shownCount(ballots)
  return <>{shown === null ? say('recommendation.ballot.few') : say('recommendation.ballot.cast', { count: shown })}</>
}

function Votes({ page, whole }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  const { count, quorum } = whole.recommendation
  if (count === null || quorum === null) return null
  const votes = votesShown(whole.recommendation)
  if (votes === null) return <p>{say('recommendation.ballot.no-quorum', { quorum })}</p>
  return (
    <>
      <dl class="numbers">
        {(['for', 'against', 'abstain'] as const).map((choice) => (
          <div>
            <dt>{say('recommendation.choice', { choice })}</dt>
            <dd>{say.number(votes[choice])}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{say('recommendation.ballot.counted', { count: ballotsIn(votes), quorum })}</p>
    </>
  )
}

function BallotForm({ page, whole: { recommendation }, mine: { choice: chosen } }: Pick<Props, 'page' | 'whole' | 'mine'>) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${pathOf(recommendation.id)}/ballot/vote`)} class="card">
      <fieldset>
        <legend>{say('recommendation.ballot.yours')}</legend>
        <p class="hint">{say('recommendation.ballot.hint')}</p>
        {(['for', 'against', 'abstain'] as const).map((choice) => (
          <label class="choice">
            <input type="radio" name="choice" value={choice} checked={chosen === choice} required />
            <span>{say('recommendation.choice', { choice })}</span>
          </label>
        ))}
      </fieldset>
      <button>{say(chosen === null ? 'recommendation.ballot.do' : 'recommendation.ballot.change')}</button>
    </Form>
  )
}
