// A priority queue of numbers. Equal priorities leave in the order in which they came.
export class Queue {
  private readonly heap: { value: number; priority: number; place: number }[] = [];
  private count = 0;

  get size(): number {
    return this.heap.length;
  }

  least(): number {
    return this.heap[0]!.priority;
  }

  add(value: number, priority: number): void {
    const { heap } = this;
    heap.push({ value, priority, place: this.count });
    this.count += 1;
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  take(): number {
    const { heap } = this;
    const { value } = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      let parent = 0;
      for (;;) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2])
          if (child < heap.length && this.isBefore(child, least)) least = child;
        if (least === parent) break;
        this.swap(parent, least);
        parent = least;
      }
    }
    return value;
  }

  private isBefore(one: number, other: number): boolean {
    const a = this.heap[one]!;
    const b = this.heap[other]!;
    return a.priority < b.priority || (a.priority === b.priority && a.place < b.place);
  }

  private swap(one: number, other: number): void {
    const kept = this.heap[one]!;
    this.heap[one] = this.heap[other]!;
    this.heap[other] = kept;
  }
}
