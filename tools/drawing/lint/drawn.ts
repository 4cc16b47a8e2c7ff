// A file's diagram as plain boxes and lines, read from its BPMN DI.
import { around, type Bounds, type Point } from '../layout/geometry.ts';
import { allElements, annotationsOf, type Document, type Element, flowsOf, nodesOf } from '../model.ts';

export interface DrawnNode {
  readonly element: Element;
  readonly bounds: Bounds;
  readonly label?: Bounds;
  /** An open sub-process, which holds other nodes. */
  readonly isOpen: boolean;
}

export interface DrawnFlow {
  readonly element: Element;
  readonly points: readonly Point[];
  readonly label?: Bounds;
}

export interface Drawn {
  /** Elements that a diagram must show. */
  readonly expected: readonly Element[];
  readonly nodes: readonly DrawnNode[];
  readonly flows: readonly DrawnFlow[];
  /** Text annotations with their boxes. */
  readonly notes: readonly { readonly element: Element; readonly bounds: Bounds }[];
  readonly associations: readonly Element[];
  readonly extent: Bounds;
}

/** A shape or an edge of the DI. */
interface Di {
  readonly bpmnElement?: Element;
  readonly bounds?: Bounds;
  readonly isExpanded?: boolean;
  readonly waypoint?: readonly Point[];
  readonly label?: { readonly bounds?: Bounds };
}

/** The file's first diagram; undefined when it has none. */
export function drawnIn({ definitions, process }: Document): Drawn | undefined {
  const diagrams = definitions.diagrams as { plane: { planeElement?: Di[] } }[] | undefined;
  const dis = diagrams?.[0]?.plane.planeElement;
  if (!dis) return undefined;
  const containers = [process, ...allElements(process).filter(({ flowElements }) => flowElements)];
  const shapes = dis.flatMap((di) =>
    di.bpmnElement && di.bounds ? [{ ...di, ...plain(di), element: di.bpmnElement }] : [],
  );
  const nodes = shapes
    .filter(({ element }) => element.$instanceOf('bpmn:FlowNode'))
    .map(({ element, bounds, label, isExpanded }) => ({
      element,
      bounds,
      ...(label && { label }),
      isOpen: isExpanded === true && element.$instanceOf('bpmn:SubProcess'),
    }));
  const flows = dis.flatMap(({ bpmnElement: element, waypoint, label }) =>
    element?.$type === 'bpmn:SequenceFlow' && waypoint
      ? [
          {
            element,
            points: waypoint.map(({ x, y }) => ({ x, y })),
            ...(label?.bounds && { label: box(label.bounds) }),
          },
        ]
      : [],
  );
  const notes = shapes.filter(({ element }) => element.$type === 'bpmn:TextAnnotation');
  return {
    expected: containers.flatMap((container) => [
      ...nodesOf(container),
      ...flowsOf(container),
      ...annotationsOf(container),
    ]),
    nodes,
    flows,
    notes,
    associations: containers
      .flatMap(({ artifacts = [] }) => artifacts)
      .filter(({ $type }) => $type === 'bpmn:Association'),
    extent: around([
      ...[...nodes, ...notes].map(({ bounds }) => bounds),
      ...[...nodes, ...flows].flatMap(({ label }) => (label ? [label] : [])),
      ...flows.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 }))),
    ]),
  };
}

const box = ({ x, y, width, height }: Bounds): Bounds => ({ x, y, width, height });

const plain = ({ bounds, label }: Di) => ({
  bounds: box(bounds!),
  label: label?.bounds ? box(label.bounds) : undefined,
});

/** Whether the element lies in the open sub-process, at any depth. */
export const liesIn = (element: Element, container: Element): boolean => allElements(container).includes(element);
