import { Component, type ComponentChildren } from 'preact';

/** Whatever goes wrong inside, shoppers on their way through checkout or account see nothing of it. */
export class Quiet extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
