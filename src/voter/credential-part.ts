import { blindedRequest, readAnswerText, requestText } from '#hidden-ballot'
import { closeKey, isHome, issuerNames, logFault, lookAtKeys, tellFault, useShelf, type App } from './app.ts'
import { askCredential, isSameElectorate, keyTaken } from './asking.ts'
import { button, field, h, section } from './draw.ts'
import { issuerOf } from './hub.ts'
import { claimedShelf, isClaimed, keepCredential, keptCredential, keptRoot, moveShelf, onShelf } from './kept.ts'
import { isAlarm, readWholeLog } from './public-log.ts'
import { credentialsHere } from './sending.ts'

type IssuerName = { readonly name: string; readonly digest: string }

/** One credential from each issuer: from this hub by the session of the account, from any other by copying two texts. */
export function credentialPart(app: App): HTMLElement | null {
  const { say, voter, place, registered } = app
  if (voter === null || place === null || registered) return null
  const issuers = issuerNames(app)
  const made = section(
    say,
    'credential',
    h('p', {}, say('credential.lead')),
    ...issuers.map((issuer) => credential(app, issuer)),
    ...inTheLog(app),
    ...issuers.map(({ name, digest }) => h('p', { class: 'quiet' }, say('credential.key', { issuer: name, digest }))),
  )
  made.id = part
  return made
}

const part = 'credential'

/** This part alone: what is chosen or typed elsewhere on the page stays. */
export function drawCredential(app: App): void {
  const [made, old] = [credentialPart(app), document.querySelector(`#${part}`)]
  const fold = old?.closest('details') ?? null
  // What must stop the reader comes first on the page: not in a fold below.
  if (fold !== null && !isSettled(app)) return app.draw()
  if (made !== null) old?.replaceWith(made)
  if (fold !== null && app.looked?.ok === false) fold.open = true
}

/** Nothing is left to be done before answering, and nothing is wrong that should stop it. Whoever is registered has shown a credential. */
export function isSettled({ step, voter, electorate, store, registered, looked }: App): boolean {
  if (step !== 'ready' || voter === null || electorate === null || isAlarm(looked)) return false
  return registered || credentialsHere({ voter, electorate, store }) !== null
}

/** The key and what was checked, below the answers: open where the log could not be read. */
export function settledPart(app: App, key: HTMLElement): HTMLElement {
  const { say, registered, looked } = app
  const credential = credentialPart(app)
  return h(
    'details',
    { open: !registered && looked?.ok === false },
    h(
      'summary',
      {},
      h('strong', {}, say('checks')),
      ' ',
      h('span', {}, say('key.ready')),
      ...(credential === null ? [] : [' ', here(say)]),
    ),
    key,
    credential,
  )
}

const here = (say: App['say']): HTMLElement => h('span', { 'data-credential': 'here' }, say('credential.here'))

/** What the public log says of the keys, and who signed it. */
function inTheLog(app: App): readonly HTMLElement[] {
  const { say, looked } = app
  const again = (key: 'log.again' | 'log.whole', look?: typeof readWholeLog): HTMLElement =>
    h(
      'p',
      { class: 'actions' },
      button(say(key), () => void lookAtKeys(app, look).then(() => drawCredential(app)), true),
    )
  if (looked === null) return []
  if (!looked.ok) return [h('p', { 'data-log': looked.fault }, say(logFault(looked.fault) ?? 'log.unreachable')), again('log.again')]
  const { hub, witnesses, size } = looked.value
  const who = witnesses.length === 0 ? say('log.alone', { hub }) : say('log.witnessed', { hub, witnesses: witnesses.join(', ') })
  return [h('p', { 'data-log': 'holds' }, who), h('p', { class: 'quiet' }, say('log.size', { size })), again('log.whole', readWholeLog)]
}

function credential(app: App, issuer: IssuerName): HTMLElement | null {
  const { say, host, looked } = app
  if (isHere(app, issuer)) return isSettled(app) ? null : h('p', {}, here(say))
  // Nothing is asked for with a key that the log does not hold; what is wrong stands below.
  if (looked?.ok !== true) return null
  if (issuer.name === host && isHome(app)) {
    return h(
      'p',
      { class: 'actions' },
      button(say('credential.fetch'), () => void fetchIt(app, issuer)),
    )
  }
  return byCopying(app, issuer)
}

const isHere = ({ store, electorate, voter }: App, { digest }: IssuerName): boolean =>
  keptCredential(store, { dialogue: electorate?.dialogue ?? '', voter: voter?.key ?? '' }, digest) !== null

async function fetchIt(app: App, { digest }: IssuerName): Promise<void> {
  const { outside, electorate, root, store } = app
  if (electorate === null || root === null) return
  const issuer = issuerOf(outside)
  const told = await issuer.issuances()
  if (!told.ok) return tellFault(app, told)
  const { marks } = told.value
  if (app.shelf !== null && isClaimed(app.shelf) && !marks.includes(app.shelf)) return app.tell('credential.other-account')
  const issuance = told.value.issuances.find((one) => one.electorate.dialogue === electorate.dialogue && one.key === digest)
  if (issuance === undefined) return app.tell('credential.none')
  if (!isSameElectorate(issuance.electorate, electorate)) return app.tell('credential.differs')
  await lookAtKeys(app)
  if (app.looked?.ok !== true) return drawCredential(app)
  const answer = await askCredential(issuer, issuance, { root, store })
  if (!answer.ok) {
    // Another account's: this one needs a key of its own, and the page begins again with that.
    if (answer.fault === keyTaken) {
      closeKey(app)
      app.draw()
    }
    return tellFault(app, answer)
  }
  claim(app, marks)
  app.draw()
  app.tell('credential.here')
}

/** The issuer answered this account with this key: so it is its own, unless it has one already. */
function claim(app: App, marks: readonly string[]): void {
  const { device } = app.outside
  const own = claimedShelf(device, marks)
  if (app.shelf === null || isClaimed(app.shelf) || keptRoot(onShelf(device, own)) !== null) return
  moveShelf(device, app.shelf, own)
  useShelf(app, own)
}

function byCopying(app: App, { name, digest }: IssuerName): HTMLElement {
  const { say, electorate, root, voter } = app
  const request = h('textarea', { rows: '4', readonly: true, dir: 'ltr' })
  const answer = h('textarea', { rows: '4', dir: 'ltr', autocomplete: 'off', spellcheck: 'false' })
  const asking = electorate === null || root === null ? null : blindedRequest(root, electorate, digest)
  void asking?.then((made) => {
    if (typeof made !== 'string') request.value = requestText({ issuance: electorate?.dialogue ?? '', blinded: made.blinded })
  })
  const take = async (): Promise<void> => {
    const [read, made] = [readAnswerText(answer.value), await asking]
    const open = read.ok && made !== null && typeof made === 'object' ? await made.finish(read.value.signature) : null
    if (open === null) return app.tell('credential.refused')
    keepCredential(app.store, { dialogue: electorate?.dialogue ?? '', voter: voter?.key ?? '' }, open)
    app.draw()
    app.tell('credential.here')
  }
  return h(
    'div',
    {},
    h('p', {}, say('credential.copy', { issuer: name })),
    field(say('credential.request'), request),
    field(say('credential.answer'), answer),
    h(
      'p',
      { class: 'actions' },
      button(say('credential.take'), () => void take()),
    ),
  )
}
