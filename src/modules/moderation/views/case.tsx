import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { CaseFile } from '../queries/case-page.ts'
import { LABELS } from '../rules.ts'
import { Proposal, RequestForm, RequestSaid, type RequestValues } from './case-request.tsx'
import { DecisionSaid, groundIn, ruleChoices, Words } from './pieces.tsx'

export type CaseProps = {
  readonly page: Page
  readonly file: CaseFile
  readonly values: Readonly<Record<'outcome' | 'rule' | 'law' | 'label' | 'source' | 'words' | 'conflict', string>>
  readonly problem?: Problem | undefined
  /** What was typed about a request of an authority. */
  readonly request: { readonly values: RequestValues; readonly problem?: Problem | undefined }
}

/** One case: what was reported and why, and the decision. Who reported and who wrote it is not known here. */
export function CasePage(props: CaseProps) {
  const { page, file, problem } = props
  const { say } = page
  const { thing } = file
  return (
    <Layout page={page} title={say('case.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/moderation/queue')}>{say('queue.title')}</a>
      </p>
      <h1>{say('case.title')}</h1>
      <ProblemNote page={page} problem={problem ?? props.request.problem} />
      <InLanguage as="p" language={thing.language} class="statement">
        {thing.text}
      </InLanguage>
      <p class="quiet">
        <a href={href(page, thing.place.path)}>
          <InLanguage language={thing.place.language}>{thing.place.text}</InLanguage>
        </a>{' '}
        · {say(thing.published ? 'case.published' : 'case.hidden')} · <Day page={page} at={new Date(thing.writtenOn)} />
      </p>
      <Reports {...props} />
      {file.request === null ? null : <RequestSaid page={page} request={file.request} />}
      {file.mayRecordRequest ? <RequestForm page={page} file={file} {...props.request} problem={props.request.problem} /> : null}
      <Proposal page={page} file={file} />
      <FirstDecision {...props} />
      <RemoveLabel {...props} />
      <Appeal {...props} />
      {file.forSomebodyElse ? <p class="note">{say('case.for-somebody-else')}</p> : null}
      {file.mayDecide ? <DecisionForm {...props} /> : null}
      {file.mayDecideAppeal ? <AppealDecisionForm {...props} /> : null}
    </Layout>
  )
}

function Reports({ page, file: { reports, thing, decision, dueAt } }: CaseProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('queue.reports', { count: reports.length })}</h2>
      {decision === null ? (
        <p>
          {say('queue.due')} <Moment page={page} at={new Date(dueAt)} />
        </p>
      ) : null}
      <ul class="rows">
        {reports.map((report) => (
          <li>
            <p>{groundIn(say, thing.rules, report)}</p>
            <Words say={say} {...report} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RemoveLabel({ page, file }: CaseProps) {
  const { say } = page
  if (!file.mayRemoveLabel) return null
  return (
    <Form page={page} action={href(page, `/moderation/cases/${file.scope}/${file.case}/label/removal`)} label={say('label.remove')}>
      <button class="quiet">{say('label.remove')}</button>
    </Form>
  )
}

function FirstDecision({ page, file: { decision, thing } }: CaseProps) {
  return decision === null ? null : <DecisionSaid page={page} rules={thing.rules} decision={decision} conflict={decision.conflict} />
}

function Appeal({ page, file: { appeal, thing } }: CaseProps) {
  const { say } = page
  if (appeal === null) return null
  return (
    <section>
      <h2>{say(appeal.byAuthor ? 'case.appeal.author' : 'case.appeal.reporter')}</h2>
      <Words say={say} text={appeal.text} language={appeal.language} />
      {appeal.outcome === null ? null : (
        <>
          <h3>{say(`appeal.was.${appeal.outcome}`)}</h3>
          <p class="quiet">{say(`decision.by.${appeal.role ?? 'operator'}`)}</p>
          {appeal.rule === null ? null : <p>{say('decision.for', { ground: groundIn(say, thing.rules, appeal) })}</p>}
          <Words say={say} text={appeal.reasons ?? ''} language={appeal.reasonsLanguage ?? 'und'} />
        </>
      )}
    </section>
  )
}

function Ground({ page, file: { thing }, values, problem }: CaseProps) {
  const { say } = page
  return (
    <>
      <SelectField
        name="rule"
        label={say('case.rule')}
        hint={say('case.rule.hint')}
        options={[{ value: '', label: say('case.rule.none') }, ...ruleChoices(say, thing.rules)]}
        value={values.rule}
        problem={problem}
      />
      <TextField name="law" label={say('report.law')} hint={say('report.law.hint')} value={values.law} most={500} problem={problem} />
    </>
  )
}

function Note({ page: { say }, values, problem }: CaseProps) {
  return (
    <>
      <SelectField
        name="label"
        label={say('case.label')}
        hint={say('case.label.hint')}
        options={[{ value: '', label: say('case.label.none') }, ...LABELS.map((value) => ({ value, label: say(`label.${value}`) }))]}
        value={values.label}
        problem={problem}
      />
      <TextField
        name="source"
        type="url"
        label={say('case.source')}
        hint={say('case.source.hint')}
        value={values.source}
        most={300}
        problem={problem}
      />
    </>
  )
}

function DecisionForm(props: CaseProps) {
  const { page, file, values, problem } = props
  const { say } = page
  const outcomes = file.proposal === null ? (['kept', 'labelled', 'hidden'] as const) : (['kept', 'labelled'] as const)
  const choices = outcomes.map((value) => ({ value, label: say(`case.${value}.do`) }))
  return (
    <section>
      <h2>{say('case.decide')}</h2>
      <p>{say('case.decide.what')}</p>
      {file.request !== null && file.proposal === null ? <p class="note">{say('proposal.before')}</p> : null}
      <Form page={page} action={href(page, `/moderation/cases/${file.scope}/${file.case}/decision`)}>
        <RadioField name="outcome" label={say('case.outcome')} options={choices} value={values.outcome} problem={problem} />
        {file.proposal === null ? <Ground {...props} /> : null}
        <Note {...props} />
        <TextArea
          name="facts"
          label={say('case.facts')}
          hint={say('case.facts.hint', { language: say.language(file.thing.language) })}
          value={values.words}
          most={5000}
          required
          problem={problem}
        />
        <TextArea
          name="conflict"
          label={say('case.conflict')}
          hint={say('case.conflict.hint')}
          value={values.conflict}
          rows={2}
          most={500}
          problem={problem}
        />
        <button>{say('case.decide.do')}</button>
      </Form>
    </section>
  )
}

function AppealDecisionForm(props: CaseProps) {
  const { page, file, values, problem } = props
  const { say } = page
  const choices = (['upheld', 'overturned'] as const).map((value) => ({ value, label: say(`case.${value}.do`) }))
  const language = file.appeal?.byAuthor === true ? file.thing.language : (file.appeal?.language ?? say.locale)
  return (
    <section>
      <h2>{say('case.appeal.decide')}</h2>
      <p>{say('case.appeal.what')}</p>
      <Form page={page} action={href(page, `/moderation/cases/${file.scope}/${file.case}/appeal/decision`)}>
        <RadioField name="outcome" label={say('case.outcome')} options={choices} value={values.outcome} problem={problem} />
        {file.decision?.outcome === 'kept' ? <Ground {...props} /> : null}
        <TextArea
          name="reasons"
          label={say('case.reasons')}
          hint={say('case.facts.hint', { language: say.language(language) })}
          value={values.words}
          most={5000}
          required
          problem={problem}
        />
        <button>{say('case.decide.do')}</button>
      </Form>
    </section>
  )
}
