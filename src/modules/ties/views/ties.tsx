import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Likeness, Merger, Tie } from '../queries/shapes.ts'
import { SORTS } from '../tables.ts'
import { HIDDEN_FOR, TIE_DAYS } from '../rules.ts'
import { Likenesses } from './likenesses.tsx'
import { Mergers, ProposeMerger } from './mergers.tsx'
import { Other, Said, Words, type Filled } from './pieces.tsx'

export type TiesProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly ties: readonly Tie[]
  readonly mergers: readonly Merger[]
  readonly likenesses: readonly Likeness[]
  readonly decides: boolean
  readonly mayEnd: boolean
  readonly sending: string
  readonly filled: Filled | null
}

export function TiesPage(props: TiesProps) {
  const { page, community, ties, decides } = props
  const { say } = page
  return (
    <Layout page={page} title={say('ties.title')} index={false}>
      <p class="crumb">
        <a href={href(page, community.path)}>
          <InLanguage language={community.language}>{community.name}</InLanguage>
        </a>
      </p>
      <h1>{say('ties.title')}</h1>
      <p class="lead">{say('ties.lead')}</p>
      {ties.length === 0 ? <p class="empty">{say(decides ? 'ties.none.steward' : 'ties.none')}</p> : null}
      {ties.map((tie) => (
        <One {...props} tie={tie} />
      ))}
      {decides ? <ProposeTie {...props} /> : null}
      <Likenesses {...props} />
      <Mergers {...props} />
      <ProposeMerger {...props} />
      {page.actor.person === null ? null : <Rules page={page} />}
    </Layout>
  )
}

/** Published before anybody writes: by these moderation may take words from the public. */
const Rules = ({ page: { say } }: { page: Page }) => (
  <details>
    <summary>{say('ties.rules')}</summary>
    <ul>
      {HIDDEN_FOR.map((rule) => (
        <li>{say(`tie-rule.${rule}`)}</li>
      ))}
    </ul>
  </details>
)

type SaidProps = Pick<TiesProps, 'page' | 'community'> & {
  readonly what: Tie | Merger
  /** To report it, and what else concerns such a thing. */
  readonly sections: readonly Child[]
}

/** The words of one of them by themselves: an address to pass on, and to report. */
export function SaidPage({ page, community, what, sections }: SaidProps) {
  const { say } = page
  const [state, said] =
    'is' in what
      ? [`${say(`ties.is.${what.is}`)} · ${say(`ties.state.${what.state}`)}`, [what.said, what.answered, what.ended]]
      : [say(`mergers.state.${what.state}`), [what.said]]
  return (
    <Layout page={page} title={say('ties.title')} index={false}>
      <p class="crumb">
        <a href={href(page, `${community.path}/ties`)}>{say('ties.title')}</a>
      </p>
      <h1>
        <Other page={page} other={what.other} />
      </h1>
      <p class="status">
        <strong>{state}</strong>
      </p>
      <Said page={page} said={said} />
      {[...sections]}
    </Layout>
  )
}

export const filledFor = (filled: Filled | null, form: string): Filled | null => (filled?.form === form ? filled : null)

function One(props: TiesProps & { readonly tie: Tie }) {
  const { page, community, tie, decides, mayEnd } = props
  const { say } = page
  const at = `${href(page, community.path)}/ties/${tie.id}`
  const waits = tie.state === 'proposed'
  return (
    <article class="card" id={tie.id}>
      <h2>
        <Other page={page} other={tie.other} />
      </h2>
      <p class="status">
        <strong>{say(`ties.is.${tie.is}`)}</strong> · {say(`ties.state.${tie.state}`)} · {dayInWords(page, tie.endedOn ?? tie.on)}
      </p>
      {waits ? <p class="quiet">{say('ties.answer-by', { day: dayInWords(page, tie.answerBy) })}</p> : null}
      <Said page={page} said={[tie.said, tie.answered, tie.ended]} />
      {tie.said === null ? null : (
        <p class="quiet">
          <a href={at}>{say('ties.own-page')}</a>
        </p>
      )}
      {waits && decides && !tie.mine ? <AnswerTie {...props} at={at} /> : null}
      {tie.state === 'standing' && mayEnd ? (
        <details open={filledFor(props.filled, `end-${tie.id}`) !== null}>
          <summary>{say('ties.end')}</summary>
          <Form page={page} action={`${at}/ending`}>
            <ProblemNote page={page} problem={filledFor(props.filled, `end-${tie.id}`)?.problem} />
            <Words
              page={page}
              id={`end-${tie.id}`}
              label={say('ties.end.why')}
              languages={community.languages}
              filled={filledFor(props.filled, `end-${tie.id}`)}
            />
            <button class="quiet">{say('ties.end')}</button>
          </Form>
        </details>
      ) : null}
    </article>
  )
}

function AnswerTie({ page, community, tie, filled, at }: TiesProps & { readonly tie: Tie; readonly at: string }) {
  const { say } = page
  const own = filledFor(filled, `answer-${tie.id}`)
  return (
    <Form page={page} action={`${at}/answer`}>
      <ProblemNote page={page} problem={own?.problem} />
      <RadioField
        name="accepts"
        id={`accepts-${tie.id}`}
        label={say('ties.answer')}
        value={own?.values['accepts']}
        options={[
          { value: 'yes', label: say('ties.accept') },
          { value: 'no', label: say('ties.decline') },
        ]}
        problem={own?.problem}
      />
      <Words page={page} id={`answer-${tie.id}`} label={say('ties.answer.words')} languages={community.languages} filled={own} />
      <button>{say('ties.answer.send')}</button>
    </Form>
  )
}

function ProposeTie({ page, community, sending, filled }: TiesProps) {
  const { say } = page
  const own = filledFor(filled, 'propose')
  return (
    <section id="propose">
      <h2>{say('ties.propose')}</h2>
      <p>{say('ties.propose.lead', { days: TIE_DAYS })}</p>
      <ProblemNote page={page} problem={own?.problem} />
      <Form page={page} action={`${href(page, community.path)}/ties`}>
        <input type="hidden" name="sending" value={own?.values['sending'] ?? sending} />
        <TextField
          name="other"
          label={say('ties.other')}
          hint={say('ties.other.hint')}
          value={own?.values['other']}
          most={300}
          required
          problem={own?.problem}
        />
        <RadioField
          name="sort"
          label={say('ties.sort')}
          value={own?.values['sort']}
          options={SORTS.map((value) => ({ value, label: say(`ties.sort.${value}`) }))}
          problem={own?.problem}
        />
        <Words page={page} id="propose" label={say('ties.propose.words')} languages={community.languages} filled={own} />
        <button>{say('ties.propose')}</button>
      </Form>
    </section>
  )
}
