import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'

export type CheckedStep = { readonly version: number; readonly computedAt: Date; readonly certificate: string; readonly key: string }

type Props = {
  readonly page: Page
  /** Of the result's page, without language. */
  readonly path: string
  readonly step: CheckedStep | null
  /** The dialogue is open: what can be checked may be older than what is shown. */
  readonly live: boolean
  /** Sums are signed by the day: the minute of a step would tell when somebody voted. */
  readonly byDay?: boolean
}

export function StepLine({ page, step, byDay = false }: Pick<Props, 'page' | 'byDay'> & { step: CheckedStep }) {
  return (
    <p>
      {page.say('result.step', { version: step.version })}{' '}
      {byDay ? <Day page={page} at={step.computedAt} /> : <Moment page={page} at={step.computedAt} />}
    </p>
  )
}

/** On the page of the result: what can be checked, who signed it, and with what. */
export function CheckSection({ page, path, step, live, byDay = false }: Props) {
  const { say } = page
  if (step === null) return <p>{say('result.step.none')}</p>
  return (
    <>
      <StepLine page={page} step={step} byDay={byDay} />
      {live ? <p class="quiet">{say('result.step.open')}</p> : null}
      <p class="actions">
        <a class="button" href={href(page, `${path}/check`)}>
          {say('result.check.page')}
        </a>{' '}
        <a class="button quiet" href={href(page, `${path}/bundle`)} download>
          {say('result.bundle')}
        </a>
      </p>
      <dl class="facts">
        <dt>{say('result.certificate')}</dt>
        <dd class="proof">{step.certificate}</dd>
        <dt>{say('result.signed')}</dt>
        <dd class="proof">
          <a href="/.well-known/passerelle-keys.json">{step.key}</a>
        </dd>
      </dl>
    </>
  )
}
