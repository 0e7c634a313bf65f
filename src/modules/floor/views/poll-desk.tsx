import { Form, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenPoll } from '../queries/polls.ts'
import { POLL_SORTS } from '../rules.ts'
import { LanguageField } from './pieces.tsx'
import { PollCounts, PollHead } from './polls.tsx'

export function PollsToLead({ page, path, polls, running }: { page: Page; path: string; polls: readonly SeenPoll[]; running: boolean }) {
  const { say } = page
  return (
    <section data-part="poll-desk">
      <h2>{say('floor.polls')}</h2>
      {polls.length === 0 ? <p class="empty">{say('floor.polls.none')}</p> : null}
      {polls.map((poll) => (
        <article class="card" id={`poll-${poll.id}`}>
          <PollHead page={page} poll={poll} />
          {poll.state === 'draft' ? (
            <p class="quiet">{say.list(poll.options.flatMap(({ text }) => (text === '' ? [] : [text])))}</p>
          ) : (
            <PollCounts page={page} poll={poll} />
          )}
          {poll.state === 'closed' || !running ? null : (
            <Form
              page={page}
              action={href(page, `${path}/floor/polls/${poll.id}/${poll.state === 'draft' ? 'opening' : 'closing'}`)}
              class="send"
            >
              <button>{say(poll.state === 'draft' ? 'floor.poll.open-it' : 'floor.poll.close')}</button>
            </Form>
          )}
        </article>
      ))}
    </section>
  )
}

export type PollValues = Readonly<Record<'id' | 'text' | 'language' | 'sort' | 'shows' | 'options', string>>

export function NewPoll({
  page,
  session,
  poll,
  problem,
}: {
  page: Page
  session: SessionCard
  poll: PollValues
  problem: Problem | undefined
}) {
  const { say } = page
  return (
    <details open={problem !== undefined} id="new-poll">
      <summary>
        <h2>{say('floor.poll.new')}</h2>
      </summary>
      <Form page={page} action={href(page, `${session.path}/floor/polls`)}>
        <input type="hidden" name="id" value={poll.id} />
        <TextField name="text" label={say('floor.poll.text')} value={poll.text} most={200} required problem={problem} />
        <LanguageField page={page} session={session} value={poll.language || undefined} problem={problem} id="poll-language" />
        <RadioField
          name="sort"
          label={say('floor.poll.sort')}
          options={POLL_SORTS.map((value) => ({ value, label: say(`floor.poll.sort.${value}`) }))}
          value={poll.sort || 'single'}
          problem={problem}
        />
        <TextArea
          name="options"
          label={say('floor.poll.options')}
          hint={say('floor.poll.options.hint')}
          value={poll.options}
          required
          problem={problem}
        />
        <RadioField
          name="shows"
          label={say('floor.poll.shows')}
          options={(['closed', 'live'] as const).map((value) => ({ value, label: say(`floor.poll.shows.${value}`) }))}
          value={poll.shows || 'closed'}
          problem={problem}
        />
        <button>{say('floor.poll.make')}</button>
      </Form>
    </details>
  )
}
