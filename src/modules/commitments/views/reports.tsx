import { Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { BodyName, Card } from '../queries/cards.ts'
import type { Indicator } from '../queries/parts.ts'
import type { OwedReport, Report, ReportLine } from '../queries/reports.ts'
import { reportsPathOf } from '../rules.ts'
import type { Values } from './forms.tsx'
import { BodyWords, OutLink, ReportWords, sayQuarter } from './pieces.tsx'

type OfBody = { readonly page: Page; readonly body: BodyName }

/** Every quarter on which a body reports. A missing report stands there as loudly as a sent one. */
export function ReportsPage({ page, body, reports, mayReport }: OfBody & { reports: readonly OwedReport[]; mayReport: boolean }) {
  const { say } = page
  return (
    <Layout page={page} title={say('commitment.reports.of', { body: body.name })} description={say('commitment.reports.lead')}>
      <Crumb page={page} path={body.path}>
        <InLanguage language={body.language}>{body.name}</InLanguage>
      </Crumb>
      <h1>{say('commitment.reports')}</h1>
      <p class="lead">{say('commitment.reports.lead')}</p>
      {reports.length === 0 ? (
        <p class="empty">{say('commitment.reports.none')}</p>
      ) : (
        <ReportRows page={page} body={body} reports={reports} mayReport={mayReport} />
      )}
      <p>
        <a href={href(page, `/commitments?lead=${body.id}`)}>{say('commitment.of-body')}</a>
      </p>
    </Layout>
  )
}

type RowsProps = OfBody & { readonly reports: readonly OwedReport[]; readonly mayReport?: boolean }

export function ReportRows({ page, body, reports, mayReport = false }: RowsProps) {
  const { say } = page
  return (
    <ul class="rows">
      {reports.map(({ quarter, ...report }) => (
        <li>
          <p>
            {report.sentOn === null ? (
              sayQuarter(page, quarter)
            ) : (
              <a href={href(page, `${reportsPathOf(body.slug)}/${quarter}`)}>{sayQuarter(page, quarter)}</a>
            )}{' '}
            · <ReportWords page={page} {...report} />
            {mayReport ? (
              <>
                {' '}
                ·{' '}
                <a href={href(page, `${reportsPathOf(body.slug)}/${quarter}/write`)}>
                  {say(report.sentOn === null ? 'commitment.report.write' : 'commitment.report.correct')}
                </a>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  )
}

type ReportProps = OfBody & {
  readonly quarter: string
  readonly owed: OwedReport | undefined
  readonly versions: readonly Report[]
  readonly cards: ReadonlyMap<string, Card>
  readonly indicators: readonly Indicator[]
}

/** The report as it was sent, for the screen and for paper; earlier versions below it. */
export function ReportPage({ page, body, quarter, owed, versions, cards, indicators }: ReportProps) {
  const { say } = page
  const last = versions.at(-1)
  const title = say('commitment.report.of', { quarter: sayQuarter(page, quarter) })
  return (
    <Layout page={page} title={`${title} · ${body.name}`}>
      <Crumb page={page} path={reportsPathOf(body.slug)}>
        {say('commitment.reports')}
      </Crumb>
      <h1>{title}</h1>
      <p class="lead">
        <BodyWords page={page} body={body} />
      </p>
      {owed === undefined ? null : (
        <p>
          <ReportWords page={page} {...owed} />
        </p>
      )}
      {last === undefined ? (
        <p class="empty">{say('commitment.report.not-yet')}</p>
      ) : (
        <Version page={page} report={last} cards={cards} indicators={indicators} />
      )}
      {versions.length < 2 ? null : (
        <details>
          <summary>{say('commitment.report.earlier', { count: versions.length - 1 })}</summary>
          {versions
            .slice(0, -1)
            .toReversed()
            .map((report) => (
              <Version page={page} report={report} cards={cards} indicators={indicators} />
            ))}
        </details>
      )}
    </Layout>
  )
}

type VersionProps = { readonly page: Page; readonly report: Report } & Pick<ReportProps, 'cards' | 'indicators'>

function Version({ page, report, cards, indicators }: VersionProps) {
  const { say } = page
  return (
    <section>
      <p class="quiet">
        {say('commitment.report.version', { number: report.version, day: dayInWords(page, report.sentOn) })} ·{' '}
        {say(`commitment.office.${report.office}`)}
      </p>
      {report.lines.map((line) => {
        const card = cards.get(line.commitment)
        return card === undefined ? null : <Line page={page} line={line} language={report.language} card={card} indicators={indicators} />
      })}
    </section>
  )
}

type LineProps = { page: Page; line: ReportLine; language: string; card: Card; indicators: readonly Indicator[] }

function Line({ page, line, language, card, indicators }: LineProps) {
  const { say } = page
  const named = line.values.flatMap(({ indicator, value }) => {
    const one = indicators.find(({ commitment, number }) => commitment === line.commitment && number === indicator)
    return one === undefined ? [] : [{ ...one, value }]
  })
  return (
    <section class="card">
      <h2>
        <a href={href(page, card.path)}>
          <InLanguage language={card.language}>{card.title}</InLanguage>
        </a>
      </h2>
      <InLanguage as="p" language={language}>
        {line.done}
      </InLanguage>
      {line.evidence === null ? null : (
        <p>
          <strong>{say('commitment.evidence')}</strong> <InLanguage language={language}>{line.evidence}</InLanguage>{' '}
          <OutLink page={page} link={line.link} />
        </p>
      )}
      {named.length === 0 ? null : (
        <ul>
          {named.map(({ name, unit, language: tongue, value, target }) => (
            <li>
              <InLanguage language={tongue}>{name}</InLanguage> · {say('commitment.value', { value, unit, target })}
            </li>
          ))}
        </ul>
      )}
      {line.dueOn === null ? null : (
        <p class="status late">
          <strong>{say('commitment.report.delayed', { day: dayInWords(page, line.dueOn) })}</strong>{' '}
          <InLanguage language={language}>{line.dueReason ?? ''}</InLanguage>
        </p>
      )}
    </section>
  )
}

type WriteProps = OfBody & {
  readonly quarter: string
  readonly due: string
  readonly rows: readonly { readonly card: Card; readonly indicators: readonly Indicator[] }[]
  readonly languages: readonly Option[]
  readonly version: number
  readonly values: Values
  readonly problem: Problem | undefined
}

/** One form for all commitments of a body. */
export function WritePage({ page, body, quarter, due, rows, languages, version, values, problem }: WriteProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('commitment.report.write')} index={false}>
      <Crumb page={page} path={reportsPathOf(body.slug)}>
        {say('commitment.reports')}
      </Crumb>
      <h1>{say('commitment.report.of', { quarter: sayQuarter(page, quarter) })}</h1>
      <p class="lead">
        <BodyWords page={page} body={body} /> · {say('commitment.report.due')} <DayWords page={page} day={due} />
      </p>
      <p>{say('commitment.report.hint')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${reportsPathOf(body.slug)}/${quarter}/write`)}>
        <input type="hidden" name="version" value={String(version)} />
        <SelectField name="language" label={say('commitment.field.language')} value={values['language']} options={languages} />
        {rows.map(({ card, indicators }, index) => (
          <Row page={page} card={card} indicators={indicators} place={index} values={values} problem={problem} />
        ))}
        <button>{say('commitment.report.send')}</button>
      </Form>
    </Layout>
  )
}

type RowProps = { page: Page; card: Card; indicators: readonly Indicator[]; place: number; values: Values; problem: Problem | undefined }

function Row({ page, card, indicators, place, values, problem }: RowProps) {
  const { say } = page
  const at = (name: string): string => `${name}-${place}`
  const field = (name: string, label: string) => ({
    name: at(name),
    label: say(`commitment.field.${label}`),
    value: values[at(name)] ?? '',
    problem,
  })
  return (
    <fieldset class="card">
      <legend>
        <InLanguage language={card.language}>{card.title}</InLanguage>
      </legend>
      <input type="hidden" name={at('commitment')} value={card.id} />
      <TextArea {...field('done', 'done')} rows={4} most={4000} required />
      <TextArea {...field('evidence', 'evidence-text')} rows={2} most={4000} />
      <TextField {...field('link', 'link')} type="url" />
      {indicators.map(({ number, name, unit }) => (
        <TextField
          name={at(`value-${number}`)}
          label={say('commitment.field.indicator-value', { name, unit })}
          value={values[at(`value-${number}`)] ?? ''}
          problem={problem}
        />
      ))}
      <TextField {...field('dueOn', 'new-date')} type="date" />
      <TextArea {...field('dueReason', 'date-reason')} rows={2} most={4000} />
    </fieldset>
  )
}
