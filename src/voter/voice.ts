import { hasEd25519 } from '#hidden-ballot'
import { isHome, lookAtKeys, placeIn, readBox, speak, type App, type Place } from './app.ts'
import { credentialPart, drawCredential } from './credential-part.ts'
import { button, field, h, section } from './draw.ts'
import { keyPart } from './key-part.ts'
import { becomeIndependent, keptRoot } from './kept.ts'
import { forget, realOutside } from './outside.ts'
import { passkeysOf } from './passkey.ts'
import { languageOf, languages, sayingIn, type Language } from './say.ts'
import { sheetPart } from './sheet-part.ts'
import { receiptsPart, sendWhenDue, voicePart, writePart } from './voice-part.ts'

/** How often the open page looks whether the moment of the first message has come. */
const lookEveryMs = 15_000

function app(main: HTMLElement, said: HTMLElement): App {
  const language = languageOf(navigator.languages)
  const { random } = realOutside
  const made: App = {
    outside: realOutside,
    passkeys: passkeysOf({ random, credentials: navigator.credentials, name: 'Passerelle' }),
    origin: location.origin,
    host: location.host,
    language,
    say: sayingIn(language),
    store: realOutside.device,
    ...{ place: null, state: null, electorate: null, looked: null, root: null, voter: null, step: 'start', answers: {} },
    ...{ registered: false, muted: null, sent: [], sheet: false },
    draw: () => main.replaceChildren(...parts(made)),
    tell: (key, data) => {
      said.textContent = made.say(key, data)
    },
  }
  return made
}

function parts(of: App): readonly Node[] {
  const { say, place, state } = of
  if (of.sheet) return sheetPart(of)
  const held =
    place === null
      ? [placePart(of)]
      : state === null
        ? []
        : [keyPart(of), credentialPart(of), voicePart(of), writePart(of), receiptsPart(of)]
  return [exit(of), h('h1', {}, say('title')), limits(of), ...held.filter((part) => part !== null), leaving(of)]
}

/** First on the page, so that it is found without looking. */
const exit = ({ say }: App): HTMLElement =>
  h(
    'p',
    { class: 'actions' },
    button(say('leave.exit'), () => location.replace('about:blank'), true),
  )

/** Open before anything is done, and one press away afterwards. */
function limits({ say, root, step }: App): HTMLElement {
  const points = [say('limits.hidden'), say('limits.device'), say('limits.script')]
  return h(
    'details',
    { open: root === null && step === 'start' },
    h('summary', {}, say('limits.title')),
    ...points.map((point) => h('p', {}, point)),
    h('p', {}, h('a', { href: './client.json' }, say('limits.files'))),
  )
}

function placePart(of: App): HTMLElement {
  const { say } = of
  const address = h('input', { type: 'url', dir: 'ltr' })
  const go = (): void => {
    const place = placeIn(address.value, of.origin)
    if (place === null) of.tell('place.wrong')
    else void enter(of, place)
  }
  return section(say('place.title'), field(say('place.address'), address), h('p', { class: 'actions' }, button(say('open'), go)))
}

async function enter(of: App, place: Place): Promise<void> {
  of.place = place
  await readBox(of)
  of.draw()
  // The page can be used meanwhile; what the log says comes to it when it is there.
  await lookAtKeys(of)
  drawCredential(of)
}

/** Only on the hub's own page, and before a credential is here. */
function independent(of: App): HTMLElement | null {
  const { say, outside, tell } = of
  if (!isHome(of) || keptRoot(outside.device) !== null) return null
  const become = (): void => {
    becomeIndependent(outside.device)
    tell('leave.independent-done')
  }
  return button(say('leave.independent'), become, true)
}

function leaving(of: App): HTMLElement {
  const { say } = of
  const forgetting = (): void => {
    forget(of.outside.device)
    forget(of.store)
    Object.assign(of, { root: null, voter: null, step: 'start', answers: {}, registered: false, muted: null, sent: [], sheet: false })
    of.draw()
    of.tell('leave.forgotten')
  }
  const tongues = (Object.keys(languages) as Language[]).filter((one) => one !== of.language)
  const change = (language: Language): void => {
    speak(of, language)
    of.draw()
  }
  return h(
    'footer',
    {},
    h('p', { class: 'actions' }, button(say('leave.forget'), forgetting, true), independent(of)),
    h(
      'p',
      { class: 'actions' },
      ...tongues.map((one) =>
        h(
          'span',
          { lang: one },
          button(languages[one].name, () => change(one), true),
        ),
      ),
    ),
  )
}

async function begin(): Promise<void> {
  const main = h('div')
  const said = h('p', { role: 'status' })
  document.querySelector('main')?.replaceChildren(said, main)
  const made = app(main, said)
  speak(made, made.language)
  if (!(await hasEd25519())) return main.replaceChildren(h('p', {}, made.say('no-ed25519')))
  const place = placeIn(location.href, location.origin)
  if (place === null) made.draw()
  else await enter(made, place)
  setInterval(() => void sendWhenDue(made), lookEveryMs)
  addEventListener('hashchange', () => location.reload())
}

void begin()
