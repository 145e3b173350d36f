"""Validates rendered manifests: Kubernetes' own kinds and Traefik's, unknown members refused.

Usage: validate.py TRAEFIK_CRDS MANIFESTS; prints a line for each fault and exits with 1 when there is one.
"""

import sys

import jsonschema
import kubernetes_validate
import yaml

KUBERNETES = "1.37"


def strict(schema):
    """The JSON Schema of a custom resource's structural schema, closed where it names its members."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    if closed.pop("x-kubernetes-int-or-string", False):
        closed.pop("type", None)
    if "properties" in closed and not closed.get("x-kubernetes-preserve-unknown-fields"):
        closed.setdefault("additionalProperties", False)
    return closed


def custom_kinds(path):
    """The strict schema of each version of each custom kind in the file."""
    kinds = {}
    with open(path, encoding="utf-8") as file:
        for resource in yaml.safe_load_all(file):
            spec = resource["spec"]
            for version in spec["versions"]:
                schema = strict(version["schema"]["openAPIV3Schema"])
                schema["properties"]["metadata"] = {"type": "object"}
                kinds[f"{spec['group']}/{version['name']}", spec["names"]["kind"]] = schema
    return kinds


def faults(manifest, custom):
    kind = manifest["apiVersion"], manifest["kind"]
    if kind in custom:
        for error in jsonschema.Draft202012Validator(custom[kind]).iter_errors(manifest):
            yield f"{error.json_path}: {error.message}"
        return
    try:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        yield error.message
    except kubernetes_validate.SchemaNotFoundError:
        yield "no schema knows this kind"


def main(crds, manifests):
    custom = custom_kinds(crds)
    found = checked = 0
    with open(manifests, encoding="utf-8") as file:
        for manifest in yaml.safe_load_all(file):
            checked += 1
            for fault in faults(manifest, custom):
                found += 1
                print(f"{manifest['kind']} {manifest['metadata']['name']}: {fault}")
    print(f"{checked} manifests, {found} faults")
    return 1 if found or not checked else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
