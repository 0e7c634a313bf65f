import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, dayInWords, DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Card } from '../queries/cards.ts'
import type { Whole } from '../queries/read.ts'
import { CHECKS_WANTED, isPublic, pathOf, progressOf, reportsPathOf, wordingFor } from '../rules.ts'
import { BodyWords, CardRows, Goals, GovernmentMark, OutLink, StatusWords } from './pieces.tsx'
import { QuestionsSection } from './questions.tsx'

type Props = {
  readonly page: Page
  readonly whole: Whole
  /** What the reader may do with it, by the address of its form. */
  readonly doors: readonly string[]
  readonly alike: readonly Card[]
  readonly sections: readonly Child[]
}
type Of = Pick<Props, 'page' | 'whole'>

export function CommitmentPage({ page, whole, doors, alike, sections }: Props) {
  const { say } = page
  const { card, commitment, wordings } = whole
  const wording = wordingFor(wordings, commitment, say.locale)
  if (wording === undefined) return null
  const behind = wording.follows !== null && wording.follows < commitment.version
  return (
    <Layout
      page={page}
      title={card.title}
      description={card.text.slice(0, 160)}
      shared={isPublic(commitment) ? { sort: 'commitment', id: card.id } : undefined}
    >
      <Crumb page={page} path="/commitments">
        {say('commitment.board')}
      </Crumb>
      <h1>
        <InLanguage language={card.language}>{card.title}</InLanguage>
      </h1>
      <StatusWords page={page} card={card} />
      {commitment.state === 'proposed' ? <p class="note">{say('commitment.proposed.note')}</p> : null}
      <InLanguage as="p" language={card.language} class="lead">
        {card.text}
      </InLanguage>
      {behind ? <p class="note">{say('commitment.behind')}</p> : null}
      <Actions page={page} whole={whole} doors={doors} />
      <Facts page={page} whole={whole} />
      <Indicators page={page} whole={whole} />
      <Milestones page={page} whole={whole} />
      <Evidence page={page} whole={whole} mayCheck={doors.includes('check')} />
      <QuestionsSection page={page} whole={whole} mayAsk={doors.includes('question')} />
      <Learnt page={page} whole={whole} />
      {alike.length === 0 ? null : (
        <section>
          <h2>{say('commitment.alike')}</h2>
          <CardRows page={page} cards={alike} />
          <p>
            <a href={href(page, '/commitments/gaps')}>{say('commitment.alike.decide')}</a>
          </p>
        </section>
      )}
      <Record page={page} whole={whole} />
      {[...sections]}
    </Layout>
  )
}

/** Where one reads what others can take from it. */
function Learnt({ page, whole: { practice } }: Of) {
  if (practice === null || practice.hiddenFor !== null) return null
  return (
    <section>
      <h2>{page.say('practice.of-it')}</h2>
      <p>
        <a href={href(page, practice.path)}>
          <InLanguage language={practice.wording.language}>{practice.wording.title}</InLanguage>
        </a>
      </p>
    </section>
  )
}

/** What stands beside the thing it is done with: its link is there. */
const ELSEWHERE: ReadonlySet<string> = new Set(['check', 'question'])

function Actions({ page, whole: { commitment }, doors }: Of & Pick<Props, 'doors'>) {
  const { say } = page
  const shown = doors.filter((door) => !ELSEWHERE.has(door))
  const [first, ...rest] = shown
  if (first === undefined) return null
  const to = (door: string) => href(page, `${pathOf(commitment.id)}/${door}`)
  return (
    <>
      <p class="actions">
        <a class="button" href={to(first)}>
          {say(`commitment.do.${first}`)}
        </a>
      </p>
      {rest.length === 0 ? null : (
        <details>
          <summary>{say('commitment.look-after')}</summary>
          <ul class="targets">
            {rest.map((door) => (
              <li>
                <a href={to(door)}>{say(`commitment.do.${door}`)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Facts({ page, whole }: Of) {
  const { say } = page
  const { card, source, supporters, commitment, wordings } = whole
  const agreed = supporters.filter(({ state }) => state === 'accepted')
  const tongues = [...new Set(wordings.map(({ language }) => language))]
  return (
    <dl class="facts">
      <dt>{say('commitment.field.lead')}</dt>
      <dd>
        <BodyWords page={page} body={card.lead} />
        <GovernmentMark page={page} body={card.lead} /> ·{' '}
        <a href={href(page, reportsPathOf(card.lead.slug))}>{say('commitment.reports.open')}</a>
      </dd>
      <dt>{say('commitment.field.owner')}</dt>
      <dd>
        <InLanguage language={commitment.language}>{card.owner}</InLanguage>
      </dd>
      {agreed.length === 0 ? null : (
        <>
          <dt>{say('commitment.supporters')}</dt>
          {agreed.map(({ body }) => (
            <dd>
              <BodyWords page={page} body={body} />
              <GovernmentMark page={page} body={body} />
            </dd>
          ))}
        </>
      )}
      <dt>{say('commitment.field.starts-on')}</dt>
      <dd>
        <DayWords page={page} day={card.startsOn} />
      </dd>
      <dt>{say('commitment.field.due-on')}</dt>
      <dd>
        <DayWords page={page} day={card.dueOn} />
        {card.firstDueOn === card.dueOn ? null : <> · {say('commitment.first-due', { day: dayInWords(page, card.firstDueOn) })}</>}
      </dd>
      {card.edition === null ? null : (
        <>
          <dt>{say('commitment.field.edition')}</dt>
          <dd>
            <a href={href(page, card.edition.path)}>
              <InLanguage language={card.edition.language}>{card.edition.name}</InLanguage>
            </a>
          </dd>
        </>
      )}
      {card.source === null ? null : (
        <>
          <dt>{say('commitment.source')}</dt>
          <dd>
            <SourceWords page={page} source={source} seen={commitment.sourceVersion} />
          </dd>
        </>
      )}
      <dt>{say('commitment.checked-on')}</dt>
      <dd>{card.checkedOn === null ? say('commitment.never-checked') : <DayWords page={page} day={card.checkedOn} />}</dd>
      {card.mergedInto === null ? null : (
        <>
          <dt>{say('commitment.status.merged')}</dt>
          <dd>
            <a href={href(page, pathOf(card.mergedInto))}>{say('commitment.merged.open')}</a>
          </dd>
        </>
      )}
      {card.sdgs.length === 0 ? null : (
        <>
          <dt>{say('commitment.field.sdgs')}</dt>
          <dd>
            <Goals page={page} sdgs={card.sdgs} />
          </dd>
        </>
      )}
      {tongues.length < 2 ? null : (
        <>
          <dt>{say('commitment.languages')}</dt>
          <dd>{say.list(tongues.map((tongue) => say.language(tongue)))}</dd>
        </>
      )}
    </dl>
  )
}

function SourceWords({ page, source, seen }: { page: Page; source: Whole['source']; seen: number | null }) {
  const { say } = page
  if (source === null || source.state === 'withdrawn') return <span class="clay">{say('commitment.source.withdrawn')}</span>
  return (
    <>
      <a href={href(page, source.path)}>
        <InLanguage language={source.language}>{source.text}</InLanguage>
      </a>
      {seen === null || source.version === seen ? null : <span class="quiet"> · {say('commitment.source.changed')}</span>}
    </>
  )
}

function Indicators({ page, whole: { indicators } }: Of) {
  const { say } = page
  return (
    <section>
      <h2>{say('commitment.indicators')}</h2>
      {indicators.length === 0 ? <p class="empty">{say('commitment.indicators.none')}</p> : null}
      {indicators.map(({ name, unit, language, baseline, target, measurements }) => {
        const last = measurements.at(-1)
        const progress = last === undefined ? null : progressOf({ baseline, target }, last.value)
        return (
          <div class="card">
            <h3>
              <InLanguage language={language}>{name}</InLanguage>
            </h3>
            <p>
              {say('commitment.from-to', { baseline, target, unit })}
              {progress === null ? null : <> · {say('commitment.progress', { share: say.share(progress) })}</>}
            </p>
            <ul>
              {measurements.map(({ measuredOn, value, link, office }) => (
                <li>
                  <DayWords page={page} day={measuredOn} /> · {say('commitment.value', { value, unit, target })} ·{' '}
                  {say(`commitment.office.${office}`)} <OutLink page={page} link={link} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function Milestones({ page, whole: { milestones, today } }: Of) {
  const { say } = page
  if (milestones.length === 0) return null
  return (
    <section>
      <h2>{say('commitment.milestones')}</h2>
      <ol class="rows">
        {milestones.map(({ title, language, dueOn, doneOn }) => (
          <li>
            <p>
              <InLanguage language={language}>{title}</InLanguage> ·{' '}
              <strong class={doneOn === null && today > dueOn ? 'clay' : undefined}>
                <span aria-hidden="true">{doneOn === null ? (today > dueOn ? '! ' : '○ ') : '✓ '}</span>
                {say('commitment.milestone', {
                  state: doneOn === null ? (today > dueOn ? 'late' : 'open') : 'done',
                  day: dayInWords(page, doneOn ?? dueOn),
                })}
              </strong>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Evidence({ page, whole: { evidence, commitment }, mayCheck }: Of & { mayCheck: boolean }) {
  const { say } = page
  return (
    <section>
      <h2>{say('commitment.evidence')}</h2>
      <p class="quiet">{say('commitment.evidence.rule', { count: CHECKS_WANTED })}</p>
      {evidence.length === 0 ? <p class="empty">{say('commitment.evidence.none')}</p> : null}
      <ul class="rows">
        {evidence.map(({ number, text, language, link, datedOn, office, checks, checked }) => (
          <li>
            <InLanguage as="p" language={language}>
              {text}
            </InLanguage>
            <p class="quiet">
              <DayWords page={page} day={datedOn} /> · {say(`commitment.office.${office}`)} <OutLink page={page} link={link} />
            </p>
            {checked ? (
              <p class="status">
                <strong>
                  <span aria-hidden="true">✓ </span>
                  {say('commitment.checked')}
                </strong>
              </p>
            ) : (
              <p class="quiet">
                <span aria-hidden="true">○ </span>
                {say('commitment.unchecked')}
              </p>
            )}
            {checks.map((check) => (
              <p>
                <BodyWords page={page} body={check.body} /> · <DayWords page={page} day={check.checkedOn} /> ·{' '}
                <strong class={check.confirms ? 'lagoon' : 'clay'}>
                  {say(check.confirms ? 'commitment.confirms' : 'commitment.doubts')}
                </strong>{' '}
                · <InLanguage language={check.language}>{check.text}</InLanguage>
              </p>
            ))}
            {mayCheck ? (
              <p>
                <a href={href(page, `${pathOf(commitment.id)}/check?evidence=${number}`)}>{say('commitment.do.check')}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** So many of the record stand open: the rest is folded, for it grows with each quarter. */
const OPEN_CHANGES = 5

/** Everything that was done with it, the newest first; a date that was moved shows both. */
function Record({ page, whole }: Of) {
  const { say } = page
  const { changes, wordings, commitment } = whole
  const earlier = wordings.filter(({ language, version }) => language === commitment.language && version < commitment.version)
  const [newest, before] = [changes.toReversed().slice(0, OPEN_CHANGES), changes.toReversed().slice(OPEN_CHANGES)]
  return (
    <section>
      <h2>{say('commitment.record')}</h2>
      <Changes page={page} whole={whole} changes={newest} />
      {before.length === 0 ? null : (
        <details>
          <summary>{say('commitment.record.before', { count: before.length })}</summary>
          <Changes page={page} whole={whole} changes={before} />
        </details>
      )}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{say('commitment.earlier', { count: earlier.length })}</summary>
          {earlier.toReversed().map(({ title, text, language, writtenAt }) => (
            <div class="card">
              <p class="quiet">
                <Day page={page} at={writtenAt} />
              </p>
              <InLanguage as="p" language={language}>
                <strong>{title}</strong>
              </InLanguage>
              <InLanguage as="p" language={language}>
                {text}
              </InLanguage>
            </div>
          ))}
        </details>
      )}
    </section>
  )
}

function Changes({ page, whole: { nameOf }, changes }: Of & Pick<Whole, 'changes'>) {
  const { say } = page
  return (
    <ul class="rows">
      {changes.map(({ kind, at, office, body, reason, language, oldDue, newDue }) => (
        <li>
          <p>
            <strong>{say(`commitment.change.${kind}`)}</strong> · <Day page={page} at={at} /> · {say(`commitment.office.${office}`)}
            {body === null ? null : (
              <>
                {' '}
                · <BodyWords page={page} body={nameOf(body)} />
              </>
            )}
          </p>
          {oldDue === null || newDue === null ? null : (
            <p>{say('commitment.moved', { before: dayInWords(page, oldDue), after: dayInWords(page, newDue) })}</p>
          )}
          {reason === null ? null : (
            <InLanguage as="p" language={language ?? 'und'}>
              {reason}
            </InLanguage>
          )}
        </li>
      ))}
    </ul>
  )
}
