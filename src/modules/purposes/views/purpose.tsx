import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Entry, Whole } from '../queries/shapes.ts'
import { amount, Course, PurposesWay, Standing } from './pieces.tsx'
import { Tending, type Filled } from './tending.tsx'

export type PurposeProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly whole: Whole
  readonly hidden: boolean
  readonly tends: boolean
  readonly decides: boolean
  readonly sending: string
  readonly correcting: Entry | null
  readonly filled: Filled | null
  readonly sections: readonly Child[]
}

export function PurposePage(props: PurposeProps) {
  const { page, community, whole, hidden } = props
  const { say } = page
  const open = !hidden && community.readable === 'everybody' && community.access !== 'hidden'
  return (
    <Layout
      page={page}
      title={whole.goal}
      description={whole.reachedWhen.slice(0, 200)}
      index={open}
      shared={open ? { sort: 'purpose', id: whole.id } : undefined}
      scripts={['keep-draft.js']}
    >
      <PurposesWay page={page} community={community} />
      <InLanguage as="h1" language={whole.language}>
        {whole.goal}
      </InLanguage>
      {hidden ? <p class="note">{say('purposes.hidden')}</p> : null}
      <Standing page={page} card={whole} />
      <Closing page={page} whole={whole} />
      <Progress {...props} />
      <Facts page={page} whole={whole} />
      <Needs {...props} />
      {props.tends ? <Tending {...props} /> : null}
      {[...props.sections]}
    </Layout>
  )
}

function Closing({ page, whole: { closing, language } }: { page: Page; whole: Whole }) {
  const { say } = page
  if (closing === null) return null
  return (
    <section class="card">
      <h2>{say('purposes.closed-on', { day: dayInWords(page, closing.on) })}</h2>
      <h3>{say('purposes.reason')}</h3>
      <Paragraphs text={closing.reason} language={language} />
      <h3>{say('purposes.learned')}</h3>
      <Paragraphs text={closing.learned} language={language} />
      <p>{say(`purposes.afterwards.${closing.afterwards}`)}</p>
    </section>
  )
}

function Progress(props: PurposeProps) {
  const { page, whole } = props
  const { say } = page
  return (
    <section>
      <h2>{say('purposes.progress')}</h2>
      {whole.target === null || whole.course.length < 2 ? null : (
        <Course page={page} course={whole.course} target={whole.target} deadline={whole.deadline} />
      )}
      {whole.steps.length === 0 ? null : (
        <ol class="rows">
          {whole.steps.map(({ text, done }) => (
            <li>
              <bdi lang={whole.language}>{text}</bdi> · <strong>{say(done ? 'purposes.step.done' : 'purposes.step.open')}</strong>
            </li>
          ))}
        </ol>
      )}
      {whole.entries.length === 0 ? <p class="empty">{say('purposes.entries.none')}</p> : <Entries {...props} />}
    </section>
  )
}

function Entries({ page, whole, tends }: PurposeProps) {
  const { say } = page
  const counted = whole.target !== null
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={say('purposes.entries')}>
      <table>
        <caption>{say('purposes.entries')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('purposes.entry.day')}</th>
            {counted ? (
              <th scope="col" class="number">
                {say('purposes.entry.adds')}
              </th>
            ) : null}
            <th scope="col">{say('purposes.entry.text')}</th>
          </tr>
        </thead>
        <tbody>
          {counted && whole.baseline !== null ? (
            <tr>
              <th scope="row">{dayInWords(page, whole.begunOn)}</th>
              <td class="number">{amount(say, whole.baseline)}</td>
              <td>{say('purposes.baseline')}</td>
            </tr>
          ) : null}
          {whole.entries.map((entry) => (
            <OneEntry page={page} entry={entry} counted={counted} mayCorrect={tends && entry.standing} path={whole.path} />
          ))}
        </tbody>
        {counted && whole.value !== null ? (
          <tfoot>
            <tr>
              <th scope="row">{say('purposes.sum')}</th>
              <td class="number">{amount(say, whole.value)}</td>
              <td>{say('purposes.sum.what')}</td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  )
}

type OneProps = {
  readonly page: Page
  readonly entry: Entry
  readonly counted: boolean
  readonly mayCorrect: boolean
  readonly path: string
}

function OneEntry({ page, entry, counted, mayCorrect, path }: OneProps) {
  const { say } = page
  const number = entry.amount === null ? '' : amount(say, entry.amount)
  const link = /^https?:\/\/\S+$/.test(entry.source)
  return (
    <tr>
      <th scope="row">{dayInWords(page, entry.happenedOn)}</th>
      {counted ? <td class="number">{entry.standing ? number : <del>{number}</del>}</td> : null}
      <td>
        <InLanguage language={entry.language}>{entry.standing ? entry.text : <del>{entry.text}</del>}</InLanguage>
        {entry.step === null ? null : ` · ${say('purposes.entry.of-step', { step: entry.step })}`}
        <br />
        <span class="quiet">
          <bdi>{entry.by ?? say('purposes.somebody')}</bdi>
          {entry.standing ? null : ` · ${say('purposes.entry.was-wrong')}`}
          {entry.corrects === null ? null : ` · ${say('purposes.entry.corrects')}`}
        </span>
        {mayCorrect ? (
          <>
            {' '}
            <a href={`${href(page, path)}?corrects=${entry.id}#write`}>{say('purposes.entry.correct')}</a>
          </>
        ) : null}
        <br />
        <span class="quiet">{say('purposes.entry.source')}</span>{' '}
        {link ? (
          <a href={entry.source} rel="nofollow noreferrer" dir="ltr">
            {entry.source}
          </a>
        ) : (
          <bdi lang={entry.language}>{entry.source}</bdi>
        )}
      </td>
    </tr>
  )
}

function Facts({ page, whole }: { page: Page; whole: Whole }) {
  const { say } = page
  return (
    <section>
      <h2>{say('purposes.facts')}</h2>
      <h3>{say('purposes.reached-when')}</h3>
      <Paragraphs text={whole.reachedWhen} language={whole.language} />
      <h3>{say('purposes.method')}</h3>
      <Paragraphs text={whole.method} language={whole.language} />
      {whole.risks === '' ? null : (
        <>
          <h3>{say('purposes.risks')}</h3>
          <Paragraphs text={whole.risks} language={whole.language} />
        </>
      )}
      <dl class="facts">
        <dt>{say('purposes.measured-by')}</dt>
        <dd>
          <bdi lang={whole.language}>{whole.measuredBy}</bdi>
        </dd>
        <dt>{say('purposes.begun')}</dt>
        <dd>{dayInWords(page, whole.begunOn)}</dd>
        <dt>{say('purposes.begun-by')}</dt>
        <dd>
          <bdi>{whole.by ?? say('purposes.somebody')}</bdi>
        </dd>
      </dl>
    </section>
  )
}

function Needs({ page, whole, tends }: PurposeProps) {
  const { say } = page
  const open = whole.needs.filter((need) => need.open)
  if (whole.closing !== null) return null
  return (
    <section>
      <h2>{say('purposes.needs')}</h2>
      {open.length === 0 ? <p class="empty">{say('purposes.needs.none')}</p> : null}
      <ul class="rows">
        {open.map((need) => (
          <li>
            <InLanguage as="p" language={need.language}>
              {need.path === null ? need.text : <a href={href(page, need.path)}>{need.text}</a>}
            </InLanguage>
            <p class="quiet">{say('purposes.until', { day: dayInWords(page, need.until) })}</p>
            {tends ? (
              <Form page={page} action={`${href(page, whole.path)}/needs/${need.id}/end`}>
                <button class="quiet">{say('purposes.need.end')}</button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
