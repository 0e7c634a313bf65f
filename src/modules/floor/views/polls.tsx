import { CheckboxField, Form, RadioField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenPoll } from '../queries/polls.ts'
import { Counted } from './pieces.tsx'

export type PollsProps = {
  readonly page: Page
  readonly path: string
  readonly polls: readonly SeenPoll[]
  readonly mayAnswer: boolean
  readonly problem?: Problem | undefined
  readonly faulty?: string | undefined
}

export function Polls({ page, path, polls, mayAnswer, problem, faulty }: PollsProps) {
  const { say } = page
  const open = polls.filter(({ state }) => state === 'open')
  const closed = polls.filter(({ state }) => state === 'closed')
  if (polls.length === 0) return <section data-part="polls" />
  return (
    <section data-part="polls">
      <h2>{say('floor.polls')}</h2>
      {open.map((poll) => (
        <article class="card" id={`poll-${poll.id}`}>
          <PollHead page={page} poll={poll} />
          {mayAnswer ? <AnswerForm page={page} path={path} poll={poll} problem={faulty === poll.id ? problem : undefined} /> : null}
          <PollCounts page={page} poll={poll} named={mayAnswer} />
        </article>
      ))}
      {closed.map((poll) => (
        <article class="card" id={`poll-${poll.id}`}>
          <PollHead page={page} poll={poll} />
          <PollCounts page={page} poll={poll} />
        </article>
      ))}
    </section>
  )
}

export const PollHead = ({ page, poll }: { page: Page; poll: SeenPoll }) => (
  <>
    <InLanguage as="h3" language={poll.language} class="statement">
      {poll.text}
    </InLanguage>
    <p class="quiet">
      {page.say(`floor.poll.${poll.state}`)}
      {poll.state === 'open' ? ` · ${page.say(`floor.poll.shows.${poll.shows}`)}` : null}
    </p>
  </>
)

const optionName = (page: Page, poll: SeenPoll, { number, text }: { number: number; text: string }): string =>
  poll.sort !== 'scale' ? text : text === '' ? page.say.number(number) : `${page.say.number(number)} · ${text}`

function AnswerForm({ page, path, poll, problem }: { page: Page; path: string; poll: SeenPoll; problem: Problem | undefined }) {
  const { say } = page
  const choices = {
    ...{ name: 'chosen', id: `chosen-${poll.id}`, label: say(`floor.poll.choose.${poll.sort}`), problem },
    options: poll.options.map((option) => ({ value: String(option.number), label: optionName(page, poll, option), lang: poll.language })),
  }
  return (
    <Form page={page} action={href(page, `${path}/floor/polls/${poll.id}/answer`)} class="send">
      {poll.sort === 'several' ? (
        <CheckboxField {...choices} chosen={(poll.mine ?? []).map(String)} />
      ) : (
        <RadioField {...choices} value={poll.mine?.[0] === undefined ? undefined : String(poll.mine[0])} />
      )}
      <button>{say(poll.mine === null ? 'floor.poll.answer' : 'floor.poll.answer-anew')}</button>
      {poll.mine === null ? null : <p class="quiet">{say('floor.poll.yours')}</p>}
    </Form>
  )
}

/** What was answered; where no numbers are shown, what can be answered, unless a form around it names that (`named`). */
export function PollCounts({ page, poll, named = false }: { page: Page; poll: SeenPoll; named?: boolean }) {
  const { say } = page
  if (poll.hides !== null || poll.people === null)
    return (
      <>
        {named ? null : (
          <ul>
            {poll.options.map((option) => (
              <li>
                <InLanguage language={poll.language}>{optionName(page, poll, option)}</InLanguage>
              </li>
            ))}
          </ul>
        )}
        {poll.hides === null ? null : <p class="quiet">{say(`floor.poll.hides.${poll.hides}`)}</p>}
      </>
    )
  return (
    <table>
      <caption class="aloud">{say('floor.poll.counts')}</caption>
      <tbody>
        {poll.options.map((option) => (
          <tr>
            <th scope="row" lang={poll.language}>
              {optionName(page, poll, option)}
            </th>
            <td class="number">
              {option.count === null ? null : <Counted page={page} name={`p-${poll.id}-${option.number}`} value={option.count} />}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{say('floor.poll.people')}</th>
          <td class="number">
            <Counted page={page} name={`p-${poll.id}`} value={poll.people} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}
